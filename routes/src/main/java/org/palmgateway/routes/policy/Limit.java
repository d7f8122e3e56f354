package org.palmgateway.routes.policy;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A token bucket for each subject: so many permits in a window, refilled evenly.
 *
 * @param id unique at the place where it is set; the same id at a place below tightens it
 * @param permits how many permits come back in a window
 * @param window the time in which they come back
 * @param burst the most permits that may lie unused, and so be taken at once
 * @param per what is counted separately, at least one
 * @param mode whether it is enforced
 */
public record Limit(String id, long permits, Duration window, long burst, Set<Dimension> per, Mode mode) {

    /** The most permits that a window or burst may have. */
    public static final long MOST = 1_000_000_000;

    /** The shortest window. */
    public static final Duration SHORTEST = Duration.ofSeconds(1);

    /** The longest window. */
    public static final Duration LONGEST = Duration.ofDays(31);

    /** Whether a limit is enforced. */
    public enum Mode {
        /** Requests over the limit are refused. */
        ENFORCE,
        /** Requests over the limit are counted and let pass. */
        SHADOW
    }

    /** Copies the dimensions and refuses numbers out of their bounds. */
    public Limit {
        if (permits < 1 || permits > MOST) {
            throw new IllegalArgumentException("permits: " + permits + " (expected: 1 to " + MOST + ")");
        }
        if (burst < 1 || burst > MOST) {
            throw new IllegalArgumentException("burst: " + burst + " (expected: 1 to " + MOST + ")");
        }
        if (window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("window: " + window + " (expected: 1 s to 31 days)");
        }
        if (per.isEmpty()) {
            throw new IllegalArgumentException("per: none (expected: at least one)");
        }
        per = Collections.unmodifiableSet(EnumSet.copyOf(per));
    }

    /** Tells whether permits come back faster than those of another limit. */
    boolean isFasterThan(Limit other) {
        // Cross-multiplied instead of divided, which would round. The bounds of both keep the products below 2^62.
        return permits * other.window.toMillis() > other.permits * window.toMillis();
    }
}
