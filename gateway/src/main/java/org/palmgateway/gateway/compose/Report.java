package org.palmgateway.gateway.compose;

import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.problem.ComposeProblem;
import org.palmgateway.gateway.problem.Problem;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Tells callers what became of branches. Pure functions. */
final class Report {

    private Report() {}

    /** Returns what {@code _branches} says of one: what became of it, where its result comes from, age in seconds, time in milliseconds. */
    static ObjectNode of(BranchEnd end) {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("state", end.state().word());
        report.put("source", end.source().word());
        report.put("age", end.age());
        report.put("ms", end.took().toMillis());
        @Nullable Problem problem = end.problem();
        if (problem != null) {
            report.put("code", problem.kind().code());
            if (problem instanceof ComposeProblem.AnsweredWithError answered) {
                report.put("status", answered.status());
            }
        }
        return report;
    }

    /** Returns the value of {@code Proxy-Status} (RFC 9209 §2): a member for each branch that went wrong; null when none did. */
    static @Nullable String proxyStatus(Iterable<BranchEnd> ends) {
        StringJoiner members = new StringJoiner(", ");
        for (BranchEnd end : ends) {
            @Nullable Problem problem = end.problem();
            if (problem != null) {
                // Ids have no character that a String of a structured field cannot hold.
                members.add("palm; error=" + problem.kind().proxyError()
                        + (problem instanceof ComposeProblem.AnsweredWithError answered
                                ? "; received-status=" + answered.status()
                                : "")
                        + "; details=\"" + end.branch().id() + ": "
                        + problem.kind().code() + '"');
            }
        }
        return members.length() == 0 ? null : members.toString();
    }
}
