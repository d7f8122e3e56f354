package org.palmgateway.routes.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.palmgateway.routes.document.Problems;
import org.palmgateway.routes.path.PathPattern;

/**
 * Makes routes of the operations of a contract.
 *
 * <p>Beside what OpenAPI has, it understands {@code x-palm-name: { zh, en }}, {@code x-palm-access}, {@code x-palm-timeouts} (these two also
 * for the whole document) and {@code x-palm-cache}, with the fields that a bundle has under those names. Safe for any number of threads.
 */
public final class ContractImport {

    private static final Set<String> NO_ROUTES = Set.of("HEAD", "TRACE");

    private final ImportOptions options;

    /**
     * Makes an import.
     *
     * @param options what documents do not say
     */
    public ContractImport(ImportOptions options) {
        this.options = options;
    }

    /** Returns the routes of all operations that routes can be made of, and what is to say about the others. */
    public ImportedRoutes routes(Contract contract) {
        Problems problems = new Problems(contract.id());
        Set<String> notes = new LinkedHashSet<>();
        Set<String> ids = new HashSet<>();
        List<ImportedRoute> routes = new ArrayList<>();
        for (Operation operation : contract.operations()) {
            if (NO_ROUTES.contains(operation.method())) {
                notes.add(operation.name() + ": left out; HEAD comes with GET, and TRACE is not passed on");
            } else if (fits(operation, problems)) {
                routes.add(route(contract, operation, ids, notes));
            }
        }
        return new ImportedRoutes(contract.id(), routes, problems.found(), List.copyOf(notes));
    }

    private boolean fits(Operation operation, Problems problems) {
        try {
            PathPattern.of(publicPath(operation));
            return true;
        } catch (IllegalArgumentException e) {
            problems.add(0, operation.pointer(), operation.path(), String.valueOf(e.getMessage()));
            return false;
        }
    }

    private String publicPath(Operation operation) {
        boolean bare = operation.path().equals("/") && !options.pathPrefix().isEmpty();
        return options.pathPrefix() + (bare ? "" : operation.path());
    }

    private ImportedRoute route(Contract contract, Operation operation, Set<String> ids, Set<String> notes) {
        Part part = contract.part(operation);
        Map<String, Object> fields = new LinkedHashMap<>();
        Set<String> assumed = new LinkedHashSet<>(Set.of("id", "contract.validate"));
        fields.put("id", unique(RouteId.of(options.idPrefix(), operation), ids));
        fields.put("name", name(part, operation, assumed));
        if (options.department() != null) {
            fields.put("department", options.department());
            assumed.add("department");
        }
        fields.put("match", ordered("methods", List.of(operation.method()), "path", publicPath(operation)));
        AccessImport access = new AccessImport(contract, options.audience(), notes::add);
        fields.put("access", access.of(operation));
        if (!access.spoken()) {
            assumed.add("access");
        }
        fields.put("upstream", new LinkedHashMap<>(Map.of("path", operation.path())));
        Map<String, Object> timeouts = Plain.fields(contract.root().at("x-palm-timeouts"));
        timeouts.putAll(Plain.fields(part.at("x-palm-timeouts")));
        if (!timeouts.isEmpty()) {
            fields.put("timeouts", timeouts);
        }
        Map<String, Object> cache = Plain.fields(part.at("x-palm-cache"));
        if (!cache.isEmpty()) {
            fields.put("cache", cache);
        }
        Map<String, Object> use = ordered("in", contract.id(), "operation", operation.name());
        use.put("validate", Boolean.toString(options.validate()));
        fields.put("contract", use);
        return new ImportedRoute(operation, fields, assumed);
    }

    private static Map<String, Object> name(Part part, Operation operation, Set<String> assumed) {
        String otherwise = operation.summary().isEmpty() ? operation.name() : operation.summary();
        Part given = part.at("x-palm-name");
        if (!given.isThere() && operation.summary().isEmpty()) {
            assumed.add("name");
        }
        return ordered(
                "zh",
                given.at("zh").text().orElse(otherwise),
                "en",
                given.at("en").text().orElse(otherwise));
    }

    private static String unique(String id, Set<String> ids) {
        String unique = id;
        for (int i = 2; !ids.add(unique); i++) {
            unique = id + "-" + i;
        }
        return unique;
    }

    private static Map<String, Object> ordered(String first, Object one, String second, Object two) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(first, one);
        fields.put(second, two);
        return fields;
    }
}
