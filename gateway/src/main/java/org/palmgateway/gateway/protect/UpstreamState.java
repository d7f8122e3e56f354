package org.palmgateway.gateway.protect;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How busy and how well one upstream is: calls under way, failures in a row, and its breaker.
 *
 * <p>Safe for any number of threads.
 */
public final class UpstreamState {

    private final String id;
    private final UpstreamBreaker breaker;
    private final LongSupplier nanos;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicReference<Ejection> ejection = new AtomicReference<>(Ejection.NONE);

    UpstreamState(String id, UpstreamBreaker breaker, LongSupplier nanos) {
        this.id = id;
        this.breaker = breaker;
        this.nanos = nanos;
    }

    /** Returns the upstream's id. */
    public String id() {
        return id;
    }

    /** Returns its breaker. */
    public UpstreamBreaker breaker() {
        return breaker;
    }

    /** Returns how many calls are under way. */
    public int inFlight() {
        return inFlight.get();
    }

    /** Returns how many calls failed since the last one that succeeded, at most five. */
    public int failuresInARow() {
        return ejection().failures();
    }

    /** Tells whether others are preferred to it because of its last calls. */
    public boolean isEjected() {
        return ejection().isOn(nanos.getAsLong());
    }

    private Ejection ejection() {
        return Objects.requireNonNull(ejection.get());
    }

    /** Tells whether nothing would be forgotten without it. */
    boolean isIdle() {
        return inFlight() == 0 && !isEjected() && breaker.state() == BreakerState.CLOSED;
    }

    /**
     * Begins a call if the breaker or an operator lets it pass. A call that only the operator lets pass is not judged.
     *
     * @param forcedOpen see {@link UpstreamBreaker#admits}
     * @return the call, or null when it may not pass
     */
    @Nullable
    Call tryCall(@Nullable Boolean forcedOpen) {
        if (forcedOpen != null && forcedOpen) {
            breaker.countRefusal();
            return null;
        }
        @Nullable Passing permission = breaker.tryAcquire();
        if (permission == null && forcedOpen == null) {
            breaker.countRefusal();
            return null;
        }
        inFlight.incrementAndGet();
        return new Call(this, permission);
    }

    void succeeded(@Nullable Passing permission, Duration took) {
        inFlight.decrementAndGet();
        if (ejection().failures() > 0) {
            ejection.set(Ejection.NONE);
        }
        if (permission != null) {
            breaker.succeeded(permission, took);
        }
    }

    void failed(@Nullable Passing permission, Duration took) {
        inFlight.decrementAndGet();
        long now = nanos.getAsLong();
        ejection.updateAndGet(before -> before.afterFailure(now));
        if (permission != null) {
            breaker.failed(permission, took);
        }
    }

    void released(@Nullable Passing permission) {
        inFlight.decrementAndGet();
        if (permission != null) {
            breaker.released(permission);
        }
    }
}
