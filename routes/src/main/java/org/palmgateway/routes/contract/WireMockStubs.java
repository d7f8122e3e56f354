package org.palmgateway.routes.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes operations of a contract as stub mappings of WireMock 3, so that one can stand in for the department. Immutable; safe for any number
 * of threads.
 */
public final class WireMockStubs {

    private static final Pattern VARIABLE = Pattern.compile("\\{[^/{}]*}");

    private static final int BEFORE_OTHERS = 1;

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
     * Returns the stub mappings of an operation, each as the members of its JSON object: one for what is answered first of all, and one for
     * each status and example that a caller may prefer by {@code Prefer: code=404} or {@code Prefer: example=closed} (RFC 7240).
     *
     * @param operation an operation of the contract
     * @param base what goes before its path, such as {@code /fund}; empty for nothing
     */
    public List<Map<String, Object>> stubs(Operation operation, String base) {
        List<Map<String, Object>> stubs = new ArrayList<>();
        stubs.add(stub(operation, base, MockChoice.FIRST, ""));
        for (int status : answers.statuses(operation)) {
            stubs.add(stub(operation, base, new MockChoice(status, null), "code=" + status));
        }
        for (String example : answers.examples(operation)) {
            stubs.add(stub(operation, base, new MockChoice(null, example), "example=" + example));
        }
        return stubs;
    }

    private Map<String, Object> stub(Operation operation, String base, MockChoice choice, String preference) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("method", operation.method());
        String path = base + operation.path();
        // A template has variables for whole segments only.
        if (operation.pattern().isPresent()) {
            request.put("urlPathTemplate", path);
        } else {
            request.put("urlPathPattern", expression(path));
        }
        if (!preference.isEmpty()) {
            String wanted = "(.*[,; ])?" + Pattern.quote(preference) + "([,; ].*)?";
            request.put("headers", Map.of("Prefer", Map.of("matches", wanted)));
        }
        MockAnswer answer = answers.answer(operation, choice);
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("status", answer.status());
        if (!answer.contentType().isEmpty()) {
            response.put("headers", Map.of("Content-Type", answer.contentType()));
            response.put("body", answer.body());
        }
        Map<String, Object> stub = new LinkedHashMap<>();
        stub.put("name", operation.name() + (preference.isEmpty() ? "" : " " + preference));
        if (!preference.isEmpty()) {
            stub.put("priority", BEFORE_OTHERS);
        }
        stub.put("request", request);
        stub.put("response", response);
        return stub;
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
