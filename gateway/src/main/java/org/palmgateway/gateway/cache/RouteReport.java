package org.palmgateway.gateway.cache;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a route's owner should know about the keeping of its answers on this node.
 *
 * @param answered requests answered from the cache since the node started
 * @param forwarded requests answered by the department
 * @param stored responses that were stored
 * @param refusals responses that were not kept, by reason
 * @param demotion that its answers are shared with nobody any more
 */
public record RouteReport(
        long answered, long forwarded, long stored, List<Refusal> refusals, Optional<Demotion> demotion) {

    /** Copies the list. */
    public RouteReport {
        refusals = List.copyOf(refusals);
    }

    /**
     * Responses that were not kept, for one reason.
     *
     * @param why the word of the reason
     * @param claimsLess whether the department claims that fewer people may share them than the route says
     * @param times how many
     * @param last when the last one came
     * @param requestId the request that the last one came for
     */
    public record Refusal(String why, boolean claimsLess, long times, Instant last, String requestId) {}
}
