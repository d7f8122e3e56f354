package org.palmgateway.gateway.protect;

import java.time.Duration;
import org.palmgateway.routes.policy.Breaker;

/** Numbers for breakers. */
final class TestBreakers {

    static final Duration SLOW = Duration.ofSeconds(5).plusNanos(1);

    /** Half of ten calls must fail or be slow; open for ten seconds; three probes. */
    static final Breaker SMALL = new Breaker(50, 80, Duration.ofSeconds(5), 10, 4, Duration.ofSeconds(10), 3);

    private TestBreakers() {}

    static Breaker window(int window, int minimumCalls) {
        return new Breaker(50, 80, Duration.ofSeconds(5), window, minimumCalls, Duration.ofSeconds(10), 3);
    }

    static Breaker rates(int failureRate, int slowRate) {
        return new Breaker(failureRate, slowRate, Duration.ofSeconds(5), 10, 4, Duration.ofSeconds(10), 3);
    }

    static Breaker openFor(Duration time) {
        return new Breaker(50, 80, Duration.ofSeconds(5), 10, 4, time, 3);
    }

    static Breaker probes(int probes) {
        return new Breaker(50, 80, Duration.ofSeconds(5), 10, 4, Duration.ofSeconds(10), probes);
    }
}
