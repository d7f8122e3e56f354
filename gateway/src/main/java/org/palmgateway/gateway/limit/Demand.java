package org.palmgateway.gateway.limit;

import org.palmgateway.routes.policy.PlacedLimit;

/**
 * What a request asks of one bucket.
 *
 * @param limit the limit
 * @param key the bucket
 * @param permits how many permits, at least 1
 */
public record Demand(PlacedLimit limit, BucketKey key, long permits) {}
