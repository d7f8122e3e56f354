package org.palmgateway.routes.contract;

import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.document.JsonText;
import org.palmgateway.routes.document.Problems;
import org.palmgateway.routes.document.TypedDocument;

/**
 * Reads OpenAPI documents of 3.0 and 3.1 in YAML or JSON.
 *
 * <p>The text is parsed here first, with bounds on size and depth, without aliases and names that repeat, and every reference in it must lead
 * to a place in it. Only then does swagger-parser see it, as JSON without any of that, to say what OpenAPI finds wrong; nothing is fetched
 * from anywhere. Safe for any number of threads.
 */
public final class ContractReader {

    /** The longest document that is read, in characters: 10 Mi. */
    public static final int MAXIMUM_LENGTH = 10 * 1024 * 1024;

    private static final int MAXIMUM_DEPTH = 100;

    /**
     * Reads a document.
     *
     * @param id by what the contract is known in its bundle
     * @param file name of the file it was in, for messages
     * @param text its text
     * @return the contract, or all that is wrong with it
     */
    public ContractReading read(String id, String file, String text) {
        Problems problems = new Problems(file);
        Optional<TypedDocument> read = TypedDocument.read(text, MAXIMUM_LENGTH, MAXIMUM_DEPTH, problems);
        if (read.isEmpty()) {
            return new ContractReading.Broken(problems.found());
        }
        TypedDocument document = read.get();
        @Nullable Object version = document.root().get("openapi");
        if (!(version instanceof String number) || !number.matches("3\\.[01](\\.[0-9A-Za-z.-]{1,20})?")) {
            problems.add(1, "/openapi", version == null ? "" : version.toString(), "a text such as '3.0.4' or '3.1.1'");
        }
        References.check(document, problems);
        if (problems.found().isEmpty()) {
            checkOpenApi(document, problems);
        }
        Contract contract = new Contract(id, document.root());
        checkOperations(contract, document, problems);
        return problems.found().isEmpty()
                ? new ContractReading.Sound(contract)
                : new ContractReading.Broken(problems.found());
    }

    private static void checkOpenApi(TypedDocument document, Problems problems) {
        ParseOptions options = new ParseOptions();
        options.setResolve(false);
        SwaggerParseResult result = new OpenAPIV3Parser().readContents(JsonText.of(document.root()), null, options);
        List<String> messages = Objects.requireNonNullElse(result.getMessages(), List.<String>of()).stream()
                .distinct()
                .toList();
        for (String message : messages) {
            problems.add(0, "", message, "what OpenAPI " + document.root().get("openapi") + " defines");
        }
        if (messages.isEmpty() && result.getOpenAPI() == null) {
            problems.add(0, "", "not readable as OpenAPI", "an OpenAPI document");
        }
    }

    /** A route names an operation by its operationId, so two of one name would be one too many. */
    private static void checkOperations(Contract contract, TypedDocument document, Problems problems) {
        Map<String, Operation> names = new HashMap<>();
        for (Operation operation : contract.operations()) {
            Operation same = names.putIfAbsent(operation.name(), operation);
            if (same != null) {
                problems.add(
                        document.line(contract.part(operation).value()),
                        operation.pointer() + "/operationId",
                        operation.name(),
                        "an operationId of its own; " + same.method() + " " + same.path() + " has the same");
            }
        }
    }
}
