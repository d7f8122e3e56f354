package org.palmgateway.gateway.cache;

import java.time.Instant;

/**
 * That a route's answers are shared with nobody any more, since one that was shared differed from what its caller would have got.
 *
 * @param route id of the route
 * @param since when that was found
 * @param difference what differed
 * @param requestId the request at which it was found
 */
public record Demotion(String route, Instant since, String difference, String requestId) {}
