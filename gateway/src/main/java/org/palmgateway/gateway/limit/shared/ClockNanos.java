package org.palmgateway.gateway.limit.shared;

import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Instant;

/**
 * A clock as nanoseconds of the epoch, by which all nodes age a bucket alike. A node whose clock is ahead refills early, and the others then
 * refill nothing until they are there.
 *
 * @param clock the clock
 */
record ClockNanos(Clock clock) implements TimeMeter {

    /** Returns the time of a clock; right until the year 2262. */
    static long of(Clock clock) {
        Instant now = clock.instant();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    @Override
    public long currentTimeNanos() {
        return of(clock);
    }

    @Override
    public boolean isWallClockBased() {
        return true;
    }
}
