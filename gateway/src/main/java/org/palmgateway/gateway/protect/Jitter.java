package org.palmgateway.gateway.protect;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Spreads the seconds of {@code Retry-After} (RFC 9110 §10.2.3), so that those who were refused together do not come back together. */
public final class Jitter {

    private Jitter() {}

    /**
     * Draws the seconds.
     *
     * @param wait how long to wait at least
     * @param random the source of chance
     * @return whole seconds, at least 1 and at least the wait, and at most a fifth more than that or one more
     */
    public static long seconds(Duration wait, RandomGenerator random) {
        long least = Math.max(1, wait.plusNanos(999_999_999).toSeconds());
        long spread = Math.max(1, least / 5);
        return least + random.nextLong(spread + 1);
    }
}
