package org.palmgateway.routes.contract;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.palmgateway.routes.document.JsonText;

/**
 * Writes operations of a contract as stub mappings of WireMock 3, so that one can stand in for the department. Immutable; safe for any number
 * of threads.
 */
public final class WireMockStubs {

    private static final Pattern VARIABLE = Pattern.compile("\\{[^/{}]*}");

    private final MockAnswers answers;

    /**
     * Makes stubs.
     *
     * @param answers what they answer
     */
    public WireMockStubs(MockAnswers answers) {
        this.answers = answers;
    }

    /**
     * Returns the stub mapping of an operation, as JSON on one line.
     *
     * @param operation an operation of the contract
     * @param base what goes before its path, such as {@code /fund}; empty for nothing
     * @param choice which of several answers is wanted
     */
    public String stub(Operation operation, String base, MockChoice choice) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("method", operation.method());
        String path = base + operation.path();
        // A template has variables for whole segments only.
        if (operation.pattern().isPresent()) {
            request.put("urlPathTemplate", path);
        } else {
            request.put("urlPathPattern", expression(path));
        }
        MockAnswer answer = answers.answer(operation, choice);
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("status", answer.status());
        if (!answer.contentType().isEmpty()) {
            response.put("headers", Map.of("Content-Type", answer.contentType()));
            response.put("body", answer.body());
        }
        Map<String, Object> stub = new LinkedHashMap<>();
        stub.put("name", operation.name());
        stub.put("request", request);
        stub.put("response", response);
        return JsonText.of(stub);
    }

    private static String expression(String path) {
        StringBuilder expression = new StringBuilder();
        Matcher variables = VARIABLE.matcher(path);
        int end = 0;
        while (variables.find()) {
            expression
                    .append(Pattern.quote(path.substring(end, variables.start())))
                    .append("[^/]+");
            end = variables.end();
        }
        return expression.append(Pattern.quote(path.substring(end))).toString();
    }
}
