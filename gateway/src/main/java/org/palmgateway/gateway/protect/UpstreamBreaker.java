package org.palmgateway.gateway.protect;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.policy.Breaker;

/**
 * Leaves an upstream alone that fails or is slow too often, and probes it after a while.
 *
 * <p>Resilience4j holds the window, judges it and counts the probes. When to probe is decided here, by a clock that never goes back,
 * and every probing has a Resilience4j breaker of its own: so calls that began before an outage and end after it neither count as
 * probes nor give back permissions that they were not given.
 *
 * <p>Other numbers take over the state, the time that an open breaker has still to wait, and the outcomes in the window. They never
 * open or close a breaker by themselves; the next call does. Probes under way then are heard but not counted as sent, so that as
 * many more may be sent.
 *
 * <p>Safe for any number of threads.
 */
public final class UpstreamBreaker {

    /** How long callers are told to wait for an upstream that an operator has closed down. */
    private static final Duration UNTIL_TOLD_OTHERWISE = Duration.ofSeconds(30);

    private final String department;
    private final String upstream;
    private final LongSupplier nanos;
    private final Consumer<Transition> listener;
    private final AtomicReference<BreakerPhase> current;
    private final LongAdder notPermitted = new LongAdder();

    UpstreamBreaker(
            String department, String upstream, Breaker settings, LongSupplier nanos, Consumer<Transition> listener) {
        this.department = department;
        this.upstream = upstream;
        this.nanos = nanos;
        this.listener = listener;
        this.current = new AtomicReference<>(Passing.closed(settings, new Outcomes(0, 0, 0, 0)));
    }

    private BreakerPhase phase() {
        return Objects.requireNonNull(current.get());
    }

    /** Keeps to other numbers from now on; does nothing when they are the same. */
    void use(Breaker settings) {
        BreakerPhase before = phase();
        if (before.settings().equals(settings)) {
            return;
        }
        BreakerPhase after = before.with(settings, nanos.getAsLong());
        // Whoever else changes the phase at this moment goes first; the next call tries again.
        if (current.compareAndSet(before, after) && before instanceof Passing old && after instanceof Passing next) {
            old.continueAs(next);
        }
    }

    /** Returns the permission of one call, or null when it may not pass. */
    @Nullable
    Passing tryAcquire() {
        @Nullable Passing passing = passing();
        if (passing == null || passing.tryAcquire()) {
            return passing;
        }
        settle(passing);
        return null;
    }

    /** Returns what calls may pass through, after having begun to probe if it is time to. */
    private @Nullable Passing passing() {
        while (true) {
            BreakerPhase phase = phase();
            if (phase instanceof Passing passing) {
                return passing;
            }
            if (phase instanceof BreakerPhase.Open open) {
                if (!open.isDue(nanos.getAsLong())) {
                    return null;
                }
                Passing probing = Passing.halfOpen(open.settings(), new Outcomes(0, 0, 0, 0));
                if (current.compareAndSet(open, probing)) {
                    tell(BreakerState.OPEN, BreakerState.HALF_OPEN);
                }
            }
        }
    }

    void succeeded(Passing permission, Duration took) {
        report(permission, false, took);
    }

    void failed(Passing permission, Duration took) {
        report(permission, true, took);
    }

    private void report(Passing permission, boolean failed, Duration took) {
        Passing judge = permission.latest();
        judge.report(failed, Math.max(0, took.toNanos()));
        settle(judge);
    }

    void released(Passing permission) {
        permission.release();
    }

    /** Acts on the state that the machine has moved to. Repeats, for another thread may have moved it further meanwhile. */
    private void settle(Passing passing) {
        for (BreakerState after = passing.state(); after != passing.seen(); after = passing.state()) {
            BreakerState before = passing.seen();
            if (before != after && passing.sees(before, after)) {
                if (after == BreakerState.OPEN) {
                    current.compareAndSet(
                            passing, BreakerPhase.Open.from(nanos.getAsLong(), passing.settings(), passing.outcomes()));
                }
                tell(before, after);
            }
        }
    }

    private void tell(BreakerState before, BreakerState after) {
        listener.accept(new Transition(department, upstream, before, after));
    }

    void countRefusal() {
        notPermitted.increment();
    }

    /** Returns its state, whatever operators force. */
    public BreakerState state() {
        return phase().state();
    }

    /**
     * Tells whether a call might pass now; of a breaker that is probed it is not known before the call asks.
     *
     * @param forcedOpen an operator's word: true lets nothing pass, false everything, null leaves it to the breaker
     */
    public boolean admits(@Nullable Boolean forcedOpen) {
        if (forcedOpen != null) {
            return !forcedOpen;
        }
        BreakerPhase phase = phase();
        return phase instanceof BreakerPhase.Open open
                ? open.isDue(nanos.getAsLong())
                : phase.state() != BreakerState.OPEN;
    }

    /** Returns the time until an open breaker is probed; zero for one that is not open, or whose time has come. */
    public Duration untilProbe() {
        BreakerPhase phase = phase();
        return phase instanceof BreakerPhase.Open open ? open.left(nanos.getAsLong()) : Duration.ZERO;
    }

    /**
     * Returns how long no call is let pass, without asking for a probe; zero when one might be.
     *
     * @param forcedOpen see {@link #admits}
     */
    public Duration pause(@Nullable Boolean forcedOpen) {
        return forcedOpen != null && !forcedOpen ? Duration.ZERO : untilProbe(forcedOpen);
    }

    /** Returns {@link #untilProbe()}, or 30 seconds when an operator lets nothing pass, for it is not known how long. */
    Duration untilProbe(@Nullable Boolean forcedOpen) {
        return forcedOpen != null && forcedOpen ? UNTIL_TOLD_OTHERWISE : untilProbe();
    }

    /** Returns how it stands. */
    public BreakerReading reading() {
        BreakerPhase phase = phase();
        Outcomes outcomes = phase.outcomes();
        return new BreakerReading(
                phase.state(),
                outcomes.total(),
                outcomes.failureRate(),
                outcomes.slowRate(),
                notPermitted.sum(),
                untilProbe());
    }
}
