package org.palmgateway.auth;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Lets a Caffeine cache age by the injected clock, so that entries leave at the very instant that a token or passport ends.
 *
 * <p>Immutable; safe for any number of threads.
 *
 * @param clock the clock to read
 */
public record ClockTicker(Clock clock) implements Ticker {

    @Override
    public long read() {
        Instant now = clock.instant();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }
}
