package org.palmgateway.routes.policy;

import java.time.Instant;

/**
 * Who put an override in force, why, and for how long.
 *
 * @param id its id, which the gateway gives
 * @param author who did it
 * @param reason why
 * @param from when it begins
 * @param until when it ends by itself, which is after {@code from}
 */
public record Terms(String id, String author, String reason, Instant from, Instant until) {

    /** Refuses an end that is not after the beginning. */
    public Terms {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("until: " + until + " (expected: a time after " + from + ")");
        }
    }

    /** Tells whether it is in force. */
    public boolean holdAt(Instant now) {
        return !now.isBefore(from) && now.isBefore(until);
    }

    /** Tells whether two are ever in force together. */
    boolean overlap(Terms other) {
        return from.isBefore(other.until) && other.from.isBefore(until);
    }
}
