package org.palmgateway.gateway.protect;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.policy.Breaker;

/**
 * Calls pass, all of them or a few, and a Resilience4j breaker of its own judges their outcomes. It is also what a call holds as its
 * permission: the call reports to the breaker that let it pass, and one whose time is over takes what comes late and does nothing
 * with it.
 *
 * <p>When only the numbers change, outcomes go on to the successor, so that none is lost. Permissions given back do not: the
 * successor has not given them.
 */
final class Passing implements BreakerPhase {

    /** The machine never leaves its open state by itself: an open phase ends by our clock, and with a new machine. */
    private static final Duration NEVER = Duration.ofDays(36_500);

    /** Stands for every failure, for the machine wants one. */
    private static final class FailedCall extends Exception {
        private static final long serialVersionUID = 1L;

        FailedCall() {
            super("a call failed", null, false, false);
        }
    }

    private final Breaker settings;
    private final CircuitBreaker machine;
    private final AtomicReference<BreakerState> seen;
    private volatile @Nullable Passing successor;

    private Passing(Breaker settings, CircuitBreaker machine) {
        this.settings = settings;
        this.machine = machine;
        this.seen = new AtomicReference<>(BreakerState.of(machine));
    }

    /** All calls pass; the outcomes given are remembered as far as the numbers allow. */
    static Passing closed(Breaker settings, Outcomes outcomes) {
        Passing closed = new Passing(settings, machine(settings));
        Replay.of(outcomes.shrunkTo(settings.window()), settings).forEach(closed::tell);
        return closed;
    }

    /**
     * A few calls pass. As many of the outcomes given are remembered as leave the judgement to a call to come; they count as probes
     * sent.
     */
    static Passing halfOpen(Breaker settings, Outcomes outcomes) {
        CircuitBreaker machine = machine(settings);
        machine.transitionToOpenState();
        machine.transitionToHalfOpenState();
        Passing halfOpen = new Passing(settings, machine);
        int judgedBy = Math.min(settings.probes(), settings.minimumCalls());
        for (Outcome outcome : Replay.of(outcomes.shrunkTo(judgedBy - 1), settings)) {
            machine.tryAcquirePermission();
            halfOpen.tell(outcome);
        }
        return halfOpen;
    }

    private static CircuitBreaker machine(Breaker settings) {
        // The lock-free window of Resilience4j 2.3.0 loses its head when it has room for one call only.
        boolean tiny = Math.min(settings.window(), settings.probes()) == 1;
        return CircuitBreaker.of(
                "upstream",
                CircuitBreakerConfig.custom()
                        .failureRateThreshold(settings.failureRate())
                        .slowCallRateThreshold(settings.slowRate())
                        .slowCallDurationThreshold(settings.slowAfter())
                        .slidingWindow(
                                settings.window(),
                                settings.minimumCalls(),
                                SlidingWindowType.COUNT_BASED,
                                tiny
                                        ? SlidingWindowSynchronizationStrategy.SYNCHRONIZED
                                        : SlidingWindowSynchronizationStrategy.LOCK_FREE)
                        .permittedNumberOfCallsInHalfOpenState(settings.probes())
                        .waitDurationInOpenState(NEVER)
                        .writableStackTraceEnabled(false)
                        .build());
    }

    private void tell(Outcome outcome) {
        long nanos = outcome.isSlow() ? settings.slowAfter().toNanos() + 1 : 0;
        report(outcome.isFailed(), nanos);
    }

    @Override
    public Breaker settings() {
        return settings;
    }

    @Override
    public BreakerState state() {
        return BreakerState.of(machine);
    }

    @Override
    public Outcomes outcomes() {
        return Outcomes.of(machine.getMetrics());
    }

    @Override
    public BreakerPhase with(Breaker other, long now) {
        return switch (state()) {
            case CLOSED -> closed(other, outcomes());
            case HALF_OPEN -> halfOpen(other, outcomes());
            case OPEN -> Open.from(now, other, outcomes());
        };
    }

    boolean tryAcquire() {
        return machine.tryAcquirePermission();
    }

    void report(boolean failed, long nanos) {
        if (failed) {
            machine.onError(nanos, TimeUnit.NANOSECONDS, new FailedCall());
        } else {
            machine.onSuccess(nanos, TimeUnit.NANOSECONDS);
        }
    }

    void release() {
        machine.releasePermission();
    }

    void continueAs(Passing other) {
        successor = other;
    }

    /** Returns the phase that this one became by changes of the numbers only. */
    Passing latest() {
        Passing latest = this;
        for (@Nullable Passing next = successor; next != null; next = next.successor) {
            latest = next;
        }
        return latest;
    }

    /** Returns the state that was last acted on. */
    BreakerState seen() {
        return Objects.requireNonNull(seen.get());
    }

    /** Takes note of another state; only one thread is told true. */
    boolean sees(BreakerState before, BreakerState after) {
        return seen.compareAndSet(before, after);
    }
}
