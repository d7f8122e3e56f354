package org.palmgateway.gateway.protect;

import java.time.Duration;

/**
 * How a breaker stands, to be shown.
 *
 * @param state its state, whatever operators force
 * @param calls calls in its window; of an open breaker, those that opened it
 * @param failureRate per cent of them that failed, 0 when there are none
 * @param slowRate per cent of them that were slow, 0 when there are none
 * @param notPermitted calls that were refused since the upstream is known
 * @param untilProbe time until an open breaker is probed, zero for others
 */
public record BreakerReading(
        BreakerState state, int calls, double failureRate, double slowRate, long notPermitted, Duration untilProbe) {}
