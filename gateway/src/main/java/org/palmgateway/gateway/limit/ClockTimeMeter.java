package org.palmgateway.gateway.limit;

import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Instant;

/** Tells buckets the time of a clock, in nanoseconds since 1970. */
public record ClockTimeMeter(Clock clock) implements TimeMeter {

    private static final long NANOS = 1_000_000_000;

    @Override
    public long currentTimeNanos() {
        Instant now = clock.instant();
        return now.getEpochSecond() * NANOS + now.getNano();
    }

    @Override
    public boolean isWallClockBased() {
        return true;
    }
}
