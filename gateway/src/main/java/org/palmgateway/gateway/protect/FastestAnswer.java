package org.palmgateway.gateway.protect;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * The least time in which a department answered of late: a request with less time left need not be sent.
 *
 * <p>It looks back over 10 to 20 seconds, in two windows of which the older one is dropped as a whole. While requests are held back for its
 * sake, one in a second goes all the same, to find out whether it still holds: a department's first answer may have been its slowest.
 * Safe for any number of threads; answers that are not faster than the fastest write nothing.
 */
public final class FastestAnswer {

    private static final long WINDOW = Duration.ofSeconds(10).toNanos();
    private static final long PROBE_EVERY = Duration.ofSeconds(1).toNanos();
    private static final long UNKNOWN = Long.MAX_VALUE;

    private record Seen(long began, long least, long leastBefore) {

        Seen at(long now) {
            long age = now - began;
            if (age < WINDOW) {
                return this;
            }
            return new Seen(now, UNKNOWN, age < 2 * WINDOW ? least : UNKNOWN);
        }

        Seen plus(long took) {
            return took < least ? new Seen(began, took, leastBefore) : this;
        }

        long overall() {
            return Math.min(least, leastBefore);
        }
    }

    private final LongSupplier nanos;
    private final AtomicReference<Seen> seen;
    private final AtomicLong heldBackSince = new AtomicLong(UNKNOWN);

    /**
     * Knows nothing yet.
     *
     * @param nanos the clock, such as {@link System#nanoTime}
     */
    public FastestAnswer(LongSupplier nanos) {
        this.nanos = nanos;
        this.seen = new AtomicReference<>(new Seen(nanos.getAsLong(), UNKNOWN, UNKNOWN));
    }

    /** Takes note of how long an answer took. */
    public void seen(Duration took) {
        long now = nanos.getAsLong();
        while (true) {
            Seen before = Objects.requireNonNull(seen.get());
            Seen after = before.at(now).plus(Math.max(0, took.toNanos()));
            if (before.equals(after) || seen.compareAndSet(before, after)) {
                return;
            }
        }
    }

    /** Returns the least time, or empty when no answer was seen of late. */
    public Optional<Duration> least() {
        long least = now();
        return least == UNKNOWN ? Optional.empty() : Optional.of(Duration.ofNanos(least));
    }

    /** Tells whether a request with so much time left is worth sending: always when nothing is known. */
    public boolean mayComeWithin(Duration left) {
        long least = now();
        return least == UNKNOWN || left.compareTo(Duration.ofNanos(least)) >= 0 || isProbe();
    }

    private boolean isProbe() {
        long since = heldBackSince.get();
        long now = nanos.getAsLong();
        if (since == UNKNOWN) {
            heldBackSince.compareAndSet(UNKNOWN, now);
            return false;
        }
        return now - since >= PROBE_EVERY && heldBackSince.compareAndSet(since, now);
    }

    private long now() {
        return Objects.requireNonNull(seen.get()).at(nanos.getAsLong()).overall();
    }
}
