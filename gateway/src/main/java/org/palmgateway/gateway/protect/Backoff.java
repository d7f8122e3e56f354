package org.palmgateway.gateway.protect;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before a call is repeated: any time up to one that doubles with each attempt, so that callers spread. */
public final class Backoff {

    /** The longest wait. */
    public static final Duration LONGEST = Duration.ofSeconds(10);

    private Backoff() {}

    /**
     * Draws a wait.
     *
     * @param first the longest wait before the first retry, more than zero
     * @param retry which retry it is, from 1
     * @param random the source of chance
     * @return more than zero, at most {@code first} times 2 to the power of {@code retry - 1}, and at most {@link #LONGEST}
     */
    public static Duration before(int retry, Duration first, RandomGenerator random) {
        if (retry < 1) {
            throw new IllegalArgumentException("retry: " + retry + " (expected: >= 1)");
        }
        if (first.isNegative() || first.isZero()) {
            throw new IllegalArgumentException("first: " + first + " (expected: more than zero)");
        }
        long most = first.compareTo(LONGEST) >= 0 ? LONGEST.toNanos() : first.toNanos();
        for (int i = 1; i < retry && most < LONGEST.toNanos(); i++) {
            most *= 2;
        }
        return Duration.ofNanos(1 + random.nextLong(Math.min(most, LONGEST.toNanos())));
    }
}
