package org.palmgateway.gateway.protect;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A clock of nanoseconds that stands still until it is moved. It overflows after a second, as such clocks may at any time. */
final class MovableNanos implements LongSupplier {

    private final AtomicLong now =
            new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(1).toNanos());

    void advance(Duration duration) {
        now.addAndGet(duration.toNanos());
    }

    @Override
    public long getAsLong() {
        return now.get();
    }
}
