package org.palmgateway.gateway.protect;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.Locale;

/** What a breaker does with calls. */
public enum BreakerState {
    /** All pass. */
    CLOSED,
    /** None passes. */
    OPEN,
    /** A few pass, to find out whether the upstream has recovered. */
    HALF_OPEN;

    static BreakerState of(CircuitBreaker machine) {
        return switch (machine.getState()) {
            case CLOSED -> CLOSED;
            case HALF_OPEN -> HALF_OPEN;
            case OPEN -> OPEN;
            // Operators' overrides stand above the machine, which is never put into these.
            case DISABLED, FORCED_OPEN, METRICS_ONLY -> throw new IllegalStateException(machine.toString());
        };
    }

    /** Returns the word used in documents. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
