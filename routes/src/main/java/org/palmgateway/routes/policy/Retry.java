package org.palmgateway.routes.policy;

import java.time.Duration;

/**
 * How often a request is tried.
 *
 * @param attempts the most times it is sent, the first time included
 * @param backoff the longest wait before the second attempt, doubled for each further one; the wait is random up to it
 * @param withIdempotencyKey whether a request of a method that is not idempotent is repeated if it carries {@code Idempotency-Key}
 */
public record Retry(int attempts, Duration backoff, boolean withIdempotencyKey) {

    /** Returns this with fewer attempts, if it has more than that. */
    public Retry atMost(int most) {
        return attempts <= most ? this : new Retry(most, backoff, withIdempotencyKey);
    }
}
