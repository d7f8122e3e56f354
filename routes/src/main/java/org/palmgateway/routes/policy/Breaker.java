package org.palmgateway.routes.policy;

import java.time.Duration;

/**
 * When an upstream is left alone.
 *
 * @param failureRate per cent of failed calls from which it opens
 * @param slowRate per cent of slow calls from which it opens
 * @param slowAfter from when on a call counts as slow
 * @param window how many of the last calls are looked at
 * @param minimumCalls how many calls it takes to judge
 * @param openFor how long it stays open before it is probed
 * @param probes how many calls probe it
 */
public record Breaker(
        int failureRate,
        int slowRate,
        Duration slowAfter,
        int window,
        int minimumCalls,
        Duration openFor,
        int probes) {}
