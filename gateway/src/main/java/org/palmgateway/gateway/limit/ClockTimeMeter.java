package org.palmgateway.gateway.limit;

import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The time of buckets: that of a clock, in milliseconds, except that it never goes back.
 *
 * <p>When the clock is set back, this time goes on from where it was, at the clock's pace. A bucket that took the clock's
 * word would get no permits until the clock has caught up, after hours perhaps, though its callers were told to come back in
 * seconds. A clock that is set forward fills buckets, each to its burst at most.
 *
 * <p>Safe for any number of threads; never blocks.
 */
final class ClockTimeMeter implements TimeMeter, Ticker {

    private final Clock clock;
    private final AtomicReference<Reading> last;

    ClockTimeMeter(Clock clock) {
        this.clock = clock;
        this.last = new AtomicReference<>(new Reading(clock.millis(), 0));
    }

    @Override
    public long currentTimeNanos() {
        return TimeUnit.MILLISECONDS.toNanos(millis());
    }

    @Override
    public long read() {
        return currentTimeNanos();
    }

    @Override
    public boolean isWallClockBased() {
        return true;
    }

    private long millis() {
        while (true) {
            // Before the clock is read: what is less than this reading then means a clock that was set back, not a slow
            // thread.
            Reading before = Objects.requireNonNull(last.get());
            long now = clock.millis() + before.ahead;
            if (now == before.millis) {
                return now;
            }
            if (now > before.millis) {
                // If another thread is faster, its reading is as good as this one.
                last.compareAndSet(before, new Reading(now, before.ahead));
                return now;
            }
            long ahead = before.ahead + (before.millis - now);
            if (last.compareAndSet(before, new Reading(before.millis, ahead))) {
                return before.millis;
            }
        }
    }

    /**
     * The latest time that was given out.
     *
     * @param millis that time
     * @param ahead how far it is ahead of the clock, since the clock was set back
     */
    private record Reading(long millis, long ahead) {}
}
