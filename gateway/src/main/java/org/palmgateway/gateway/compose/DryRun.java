package org.palmgateway.gateway.compose;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.problem.Problem;
import tools.jackson.databind.JsonNode;

/**
 * What came of a dry run.
 *
 * @param route id of the composed route; null when the call hits none
 * @param answer the document that a caller would get; null when the call fails as a whole
 * @param problem why it fails; null when it does not
 * @param sent how many requests were sent to the sandbox
 * @param requests the first of them, in the order in which they were sent
 */
public record DryRun(
        @Nullable String route,
        @Nullable JsonNode answer,
        @Nullable Problem problem,
        int sent,
        List<SentRequest> requests) {

    /** Copies the list. */
    public DryRun {
        requests = List.copyOf(requests);
    }

    /** Returns the status code that a caller would get. */
    public int status() {
        return problem == null ? 200 : problem.kind().status();
    }
}
