package org.palmgateway.gateway.limit;

import java.time.Duration;

/**
 * How one bucket stands towards a demand.
 *
 * @param demand the demand
 * @param remaining permits that are left in the bucket, after the charge if there was one; at least 0
 * @param untilEnough time until the demand could be met (again), zero when it could be met now
 * @param untilFull time until the bucket is full if nobody asks
 */
public record Standing(Demand demand, long remaining, Duration untilEnough, Duration untilFull) {}
