package org.palmgateway.gateway.protect;

import java.time.Duration;
import org.palmgateway.routes.policy.Breaker;

/** What a breaker does from one change to the next. */
sealed interface BreakerPhase permits BreakerPhase.Open, Passing {

    /** Returns the numbers it keeps to. */
    Breaker settings();

    /** Returns the state that it shows. */
    BreakerState state();

    /** Returns the outcomes it judges by. */
    Outcomes outcomes();

    /** Returns the same phase with other numbers. */
    BreakerPhase with(Breaker settings, long now);

    /**
     * The upstream is left alone for a while.
     *
     * @param settings the numbers, for the phase after it
     * @param until when it may be probed, in nanoseconds of the clock
     * @param outcomes what it was opened for
     */
    record Open(Breaker settings, long until, Outcomes outcomes) implements BreakerPhase {

        static Open from(long now, Breaker settings, Outcomes outcomes) {
            return new Open(settings, now + settings.openFor().toNanos(), outcomes);
        }

        @Override
        public BreakerState state() {
            return BreakerState.OPEN;
        }

        /** The time that remains is kept. */
        @Override
        public BreakerPhase with(Breaker other, long now) {
            return new Open(other, until, outcomes);
        }

        boolean isDue(long now) {
            return now - until >= 0;
        }

        Duration left(long now) {
            return Duration.ofNanos(Math.max(0, until - now));
        }
    }
}
