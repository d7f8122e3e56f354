package org.palmgateway.gateway.protect;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Until when a request must be answered. Retries and branches live within it.
 *
 * @param startedNanos when the request arrived, in nanoseconds of a clock such as {@link System#nanoTime}
 * @param total the time that it has from then on
 */
public record Deadline(long startedNanos, Duration total) {

    /**
     * Takes the shortest of what the policy, the route and the client say.
     *
     * @param startedNanos when the request arrived
     * @param policy the policy's deadline
     * @param response the route's time for the whole response
     * @param wait how long the client is prepared to wait; null when it does not say
     */
    public static Deadline of(long startedNanos, Duration policy, Duration response, @Nullable Duration wait) {
        Duration least = policy.compareTo(response) < 0 ? policy : response;
        return new Deadline(startedNanos, wait != null && wait.compareTo(least) < 0 ? wait : least);
    }

    /** Returns the time that is left at a moment of the same clock; zero when it is over. */
    public Duration timeLeft(long nowNanos) {
        Duration left = total.minusNanos(Math.max(0, nowNanos - startedNanos));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Tells whether no time is left at a moment of the same clock. */
    public boolean isOver(long nowNanos) {
        return timeLeft(nowNanos).isZero();
    }
}
