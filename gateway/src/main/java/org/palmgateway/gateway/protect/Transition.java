package org.palmgateway.gateway.protect;

/**
 * A breaker changed its state by itself. What operators force is none.
 *
 * @param department id of the department
 * @param upstream id of the upstream
 * @param from the state before
 * @param to the state now
 */
public record Transition(String department, String upstream, BreakerState from, BreakerState to) {

    /** Tells whether an upstream that had been left alone takes calls again. */
    public boolean isRecovery() {
        return from == BreakerState.HALF_OPEN && to == BreakerState.CLOSED;
    }
}
