package org.palmgateway.routes.contract;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Checks values against one schema of a contract, in a bounded number of steps. Safe for any number of threads. */
final class SchemaCheck {

    private static final long MOST_STEPS = 1_000_000;
    private static final int DEEPEST = 400;

    private final Schema schema;

    SchemaCheck(Schema schema) {
        this.schema = schema;
    }

    /**
     * Returns what is wrong with a value; what cannot be checked is wrong.
     *
     * @param where path, query, header or body
     * @param pointer where the value is, as a JSON pointer
     */
    List<Violation> check(JsonNode value, String where, String pointer, Locale language) {
        if (JsonBody.hasHugeNumber(value)) {
            return List.of(new Violation(where, pointer, Fault.HUGE_NUMBER.in(language)));
        }
        try {
            List<Violation> violations = new ArrayList<>();
            for (Error error : schema.validate(value, (ExecutionContext context) -> configure(context, language))) {
                if (violations.size() == RequestContract.MOST_VIOLATIONS) {
                    break;
                }
                violations.add(violation(error, where, pointer, language));
            }
            return violations;
        } catch (RuntimeException | StackOverflowError | BoundedPattern.TooHard e) {
            // Too many steps, too deep, an expression given up, or a schema that is not here: fail closed.
            return List.of(new Violation(where, pointer, Fault.UNCHECKABLE.in(language)));
        }
    }

    private static void configure(ExecutionContext context, Locale language) {
        context.executionConfig(config -> config.formatAssertionsEnabled(true)
                // Properties that only answers have need not be sent, and may not.
                .readOnly(true)
                .locale(language.getLanguage().equals("zh") ? Locale.SIMPLIFIED_CHINESE : Locale.ROOT)
                .maxEvaluationSteps(MOST_STEPS)
                .maxEvaluationDepth(DEEPEST));
    }

    private static Violation violation(Error error, String where, String pointer, Locale language) {
        String at = pointer + error.getInstanceLocation();
        if (error.getKeyword().equals("required") && error.getProperty() != null) {
            return new Violation(where, at + "/" + Part.escaped(error.getProperty()), Fault.MISSING.in(language));
        }
        // A message may quote the value, and header fields may be secrets.
        String message = where.equals("header") ? Fault.HIDDEN.in(language) : error.getMessage();
        return new Violation(where, at, message);
    }
}
