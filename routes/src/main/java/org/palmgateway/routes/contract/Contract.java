package org.palmgateway.routes.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A sound OpenAPI document, 3.0 or 3.1, all of whose references are local.
 *
 * <p>Immutable; safe for any number of threads. Two are equal when id and document are.
 */
public final class Contract {

    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private final String id;
    private final Map<String, @Nullable Object> document;
    private final Map<String, Operation> operations;

    Contract(String id, Map<String, @Nullable Object> document) {
        this.id = id;
        this.document = document;
        this.operations = operations(Part.of(document));
    }

    private static Map<String, Operation> operations(Part root) {
        Map<String, Operation> operations = new LinkedHashMap<>();
        root.at("paths")
                .members()
                .forEach((path, item) -> item.members().forEach((method, part) -> {
                    if (path.startsWith("/") && METHODS.contains(method)) {
                        Operation operation = new Operation(
                                method.toUpperCase(Locale.ROOT),
                                path,
                                part.at("operationId").text().orElse(null),
                                part.at("tags").texts(),
                                part.at("summary").text().orElse(""),
                                part.pointer());
                        operations.put(operation.method() + " " + path, operation);
                    }
                }));
        return operations;
    }

    /** Returns by what its bundle names it. */
    public String id() {
        return id;
    }

    /** Returns the document as a tree of maps, lists, texts, numbers, booleans and null that cannot be changed. */
    public Map<String, @Nullable Object> document() {
        return document;
    }

    /** Returns the operations in the order of the document. */
    public List<Operation> operations() {
        return List.copyOf(operations.values());
    }

    /**
     * Returns an operation.
     *
     * @param name its operationId, or {@code METHOD path}
     */
    public Optional<Operation> operation(String name) {
        for (Operation operation : operations.values()) {
            if (name.equals(operation.operationId())) {
                return Optional.of(operation);
            }
        }
        return Optional.ofNullable(operations.get(name));
    }

    /** Returns what the document calls itself. */
    public String title() {
        return root().at("info").at("title").text().orElse(id);
    }

    /** Returns the address of its first server as it is written, which may be a path alone; empty when it names none. */
    public Optional<String> server() {
        return root().at("servers").items().stream()
                .findFirst()
                .flatMap(server -> server.at("url").text());
    }

    /** Tells whether schemas are those of OpenAPI 3.1 (JSON Schema 2020-12), not of 3.0. */
    boolean isOf31() {
        return String.valueOf(document.get("openapi")).startsWith("3.1");
    }

    Part root() {
        return Part.of(document);
    }

    /** Returns where an operation is written; the path may be in a path item that several paths share. */
    Part part(Operation operation) {
        return root().at("paths").at(operation.path()).at(operation.method().toLowerCase(Locale.ROOT));
    }

    /** Returns the parameters of an operation: its own, and those of its path that it does not replace (same place and name). */
    List<Part> parameters(Operation operation) {
        Map<String, Part> parameters = new LinkedHashMap<>();
        List<Part> all = new ArrayList<>(
                root().at("paths").at(operation.path()).at("parameters").items());
        all.addAll(part(operation).at("parameters").items());
        for (Part parameter : all) {
            parameters.put(
                    parameter.at("in").text().orElse("") + " "
                            + parameter.at("name").text().orElse(""),
                    parameter);
        }
        return List.copyOf(parameters.values());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Contract contract && contract.id.equals(id) && contract.document.equals(document);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return id + " of " + operations.size() + " operations";
    }
}
