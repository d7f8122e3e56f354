package org.palmgateway.gateway.protect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.palmgateway.routes.policy.Breaker;

class UpstreamBreakerProperties {

    private static final Duration SLOW_AFTER = Duration.ofMillis(100);

    @Provide
    Arbitrary<Breaker> numbers() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 100),
                        Arbitraries.integers().between(1, 100),
                        Arbitraries.integers().between(1, 60),
                        Arbitraries.integers().between(1, 60),
                        Arbitraries.integers().between(1, 20),
                        Arbitraries.integers().between(1, 8))
                .as((failureRate, slowRate, window, minimum, seconds, probes) -> new Breaker(
                        failureRate,
                        slowRate,
                        SLOW_AFTER,
                        window,
                        Math.min(window, minimum),
                        Duration.ofSeconds(seconds),
                        probes));
    }

    @Provide
    Arbitrary<Outcomes> outcomes() {
        Arbitrary<Integer> count = Arbitraries.integers().between(0, 100);
        return Combinators.combine(count, count, count, count).as(Outcomes::new);
    }

    /** What happens: 0 to 5 a good call, 6 a slow one, 7 a failed one, 8 a slow failed one, 9 one given back, 10 a second passes. */
    @Property(tries = 500)
    void otherNumbersKeepStateWaitAndRates(
            @ForAll("numbers") Breaker first,
            @ForAll("numbers") Breaker other,
            @ForAll @Size(max = 150) List<@IntRange(max = 10) Integer> events) {
        MovableNanos nanos = new MovableNanos();
        List<Transition> transitions = new ArrayList<>();
        UpstreamBreaker breaker = new UpstreamBreaker("tax", "a", first, nanos, transitions::add);
        events.forEach(event -> happen(breaker, event, nanos));
        BreakerReading before = breaker.reading();
        int told = transitions.size();

        breaker.use(other);

        BreakerReading after = breaker.reading();
        assertThat(after.state()).isEqualTo(before.state());
        assertThat(after.untilProbe()).isEqualTo(before.untilProbe());
        assertThat(after.notPermitted()).isEqualTo(before.notPermitted());
        assertThat(transitions).hasSize(told);
        if (after.state() == BreakerState.CLOSED) {
            // What is left out near a threshold, and the rounding of a smaller window, are a call or two.
            int kept = Math.min(before.calls(), other.window());
            double tolerance = kept == 0 ? 0 : 250.0 / kept;
            if (before.failureRate() + tolerance < other.failureRate()
                    && before.slowRate() + tolerance < other.slowRate()) {
                assertThat(after.calls()).isBetween(kept - 2, kept);
                assertThat(after.failureRate()).isCloseTo(before.failureRate(), within(tolerance));
                assertThat(after.slowRate()).isCloseTo(before.slowRate(), within(tolerance));
            }
        }
    }

    private static void happen(UpstreamBreaker breaker, int event, MovableNanos nanos) {
        if (event == 10) {
            nanos.advance(Duration.ofSeconds(1));
            return;
        }
        Passing permission = breaker.tryAcquire();
        if (permission == null) {
            return;
        }
        Duration slow = SLOW_AFTER.plusNanos(1);
        switch (event) {
            case 6 -> breaker.succeeded(permission, slow);
            case 7 -> breaker.failed(permission, Duration.ZERO);
            case 8 -> breaker.failed(permission, slow);
            case 9 -> breaker.released(permission);
            default -> breaker.succeeded(permission, Duration.ZERO);
        }
    }

    @Property(tries = 300)
    void breakerThatIsProbedStillComesToAJudgementAfterAChange(
            @ForAll("numbers") Breaker first,
            @ForAll("numbers") Breaker other,
            @ForAll @IntRange(max = 7) int probed,
            @ForAll boolean recovered) {
        MovableNanos nanos = new MovableNanos();
        UpstreamBreaker breaker = new UpstreamBreaker("tax", "a", first, nanos, transition -> {});
        while (breaker.state() == BreakerState.CLOSED) {
            happen(breaker, 7, nanos);
        }
        nanos.advance(first.openFor());
        for (int i = 0; i < Math.min(probed, Math.min(first.probes(), first.minimumCalls()) - 1); i++) {
            happen(breaker, 0, nanos);
        }
        breaker.use(other);

        for (int i = 0; i < 8; i++) {
            happen(breaker, recovered ? 0 : 8, nanos);
        }

        assertThat(breaker.state()).isNotEqualTo(BreakerState.HALF_OPEN);
        assertThat(!recovered || breaker.state() == BreakerState.CLOSED).isTrue();
    }

    @Property(tries = 500)
    void replayOpensABreakerAtNoPoint(@ForAll("outcomes") Outcomes outcomes, @ForAll("numbers") Breaker settings) {
        Passing closed = Passing.closed(settings, outcomes);

        assertThat(closed.state()).isEqualTo(BreakerState.CLOSED);
        assertThat(closed.outcomes().total()).isLessThanOrEqualTo(settings.window());
    }

    @Property(tries = 500)
    void smallerWindowKeepsProportions(
            @ForAll("outcomes") Outcomes outcomes, @ForAll @IntRange(min = 1, max = 200) int window) {
        Outcomes shrunk = outcomes.shrunkTo(window);

        assertThat(shrunk.total()).isEqualTo(Math.min(window, outcomes.total()));
        for (Outcome outcome : Outcome.values()) {
            double exact =
                    outcomes.total() == 0 ? 0 : (double) outcomes.count(outcome) * shrunk.total() / outcomes.total();
            assertThat((double) shrunk.count(outcome)).isNotNegative().isCloseTo(exact, within(1.0));
        }
    }
}
