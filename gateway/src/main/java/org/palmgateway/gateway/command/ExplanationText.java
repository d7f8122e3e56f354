package org.palmgateway.gateway.command;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Puts an explanation of the admin API into lines to be read. A pure function. */
final class ExplanationText {

    private ExplanationText() {}

    static List<String> of(String request, JsonNode explanation) {
        List<String> lines = new ArrayList<>();
        JsonNode hit = explanation.path("hit");
        lines.add(request + ": "
                + (explanation.hasNonNull("status")
                        ? "the gateway would answer "
                                + explanation.path("status").asInt() + " " + text(explanation, "code")
                        : "would reach " + text(hit, "department")));
        explanation.path("why").forEach(sentence -> lines.add("  " + sentence.asString("")));
        if (hit.isObject()) {
            hit(lines, hit);
        }
        section(lines, "calls", explanation.path("plan").path("branches"), ExplanationText::call);
        section(lines, "policy", explanation.path("policy"), ExplanationText::held);
        section(lines, "nearest", explanation.path("nearest"), ExplanationText::near);
        return lines;
    }

    private static void hit(List<String> lines, JsonNode hit) {
        lines.add("route " + text(hit, "id") + " of " + text(hit, "owner") + ":");
        lines.add("  path " + text(hit, "pattern") + ", served by " + text(hit, "served"));
        if (!text(hit, "origin").isEmpty()) {
            lines.add("  written down at " + text(hit, "origin"));
        }
        hit.path("forwardedTo").forEach(address -> lines.add("  forwarded to " + address.asString("")));
    }

    private interface Line {
        String of(JsonNode item);
    }

    private static void section(List<String> lines, String title, JsonNode items, Line line) {
        if (!items.isEmpty()) {
            lines.add(title + ":");
            items.forEach(item -> lines.add("  " + line.of(item)));
        }
    }

    private static String call(JsonNode branch) {
        JsonNode target = branch.path("target");
        String route = text(target, "route");
        return "step " + branch.path("step").asInt() + ": " + text(branch, "id") + ": " + text(branch, "method") + " "
                + text(branch, "path") + (route.isEmpty() ? "" : " by " + route) + ": " + text(target, "state");
    }

    private static String held(JsonNode held) {
        String value = text(held, "value");
        return text(held, "name") + (value.isEmpty() ? "" : ": " + value) + " (" + text(held, "source") + ")";
    }

    private static String near(JsonNode miss) {
        String methods = StreamSupport.stream(miss.path("methods").spliterator(), false)
                .map(method -> method.asString("") + " ")
                .collect(Collectors.joining());
        return methods + text(miss, "pattern") + " in " + text(miss, "region") + " (" + text(miss, "id") + " of "
                + text(miss, "owner") + "): " + text(miss, "reason");
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString("");
    }
}
