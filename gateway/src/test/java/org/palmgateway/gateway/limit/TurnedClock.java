package org.palmgateway.gateway.limit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that stands still until it is turned, forward or back. Since every step of a charge reads it, it can also let another
 * charge happen between two steps.
 */
final class TurnedClock extends Clock {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-24T08:00:00Z"));

    private int readings;
    private int interruptedAt;
    private Runnable interruption = () -> {};

    /** Lets something happen at one reading from now on, once; the first is 1. For tests with one thread. */
    void interrupt(int reading, Runnable what) {
        readings = 0;
        interruptedAt = reading;
        interruption = what;
    }

    void turn(Duration duration) {
        now.updateAndGet(instant -> instant.plus(duration));
    }

    @Override
    public Instant instant() {
        if (interruptedAt > 0 && ++readings == interruptedAt) {
            interruption.run();
        }
        return Objects.requireNonNull(now.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Tests use UTC only.");
    }
}
