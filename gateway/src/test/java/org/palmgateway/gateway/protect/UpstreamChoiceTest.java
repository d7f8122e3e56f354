package org.palmgateway.gateway.protect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.palmgateway.routes.model.Upstream;
import org.palmgateway.routes.policy.Concurrency;
import org.palmgateway.routes.policy.RetryBudget;

class UpstreamChoiceTest {

    private static final DepartmentSettings SETTINGS =
            new DepartmentSettings(TestBreakers.SMALL, new Concurrency(20, 200, 2000, 85, 60), new RetryBudget(20, 10));
    /** Ten failures in a row eject, and do not open it. */
    private static final DepartmentSettings PATIENT =
            new DepartmentSettings(TestBreakers.window(100, 100), SETTINGS.concurrency(), SETTINGS.retryBudget());

    private final MovableNanos nanos = new MovableNanos();
    private final Random random = new Random(7);
    private final UpstreamChoice choice = new UpstreamChoice(() -> random);

    private DepartmentLoad load(DepartmentSettings settings) {
        return new DepartmentLoad("tax", settings, nanos, transition -> {});
    }

    private static List<Upstream> upstreams(String... ids) {
        return Arrays.stream(ids)
                .map(id -> new Upstream(id, URI.create("http://" + id + ".test")))
                .toList();
    }

    private Choice.Chosen chosen(DepartmentLoad load, List<Upstream> upstreams, String... tried) {
        Choice chosen = choice.choose(load, upstreams, Set.of(tried), ForcedBreakers.NONE);
        assertThat(chosen).isInstanceOf(Choice.Chosen.class);
        return (Choice.Chosen) chosen;
    }

    private void fail(DepartmentLoad load, String upstream, int times) {
        for (int i = 0; i < times; i++) {
            chosen(load, upstreams(upstream)).call().failed(Duration.ofMillis(5));
        }
    }

    private static void assertThatItIs(Choice.Chosen chosen, String id) {
        assertThat(chosen.upstream().id()).isEqualTo(id);
        chosen.call().released();
    }

    @Test
    void fewestCallsUnderWayWins() {
        DepartmentLoad load = load(SETTINGS);
        chosen(load, upstreams("a"));
        chosen(load, upstreams("a"));
        chosen(load, upstreams("b"));

        assertThatItIs(chosen(load, upstreams("a", "b")), "b");
        assertThatItIs(chosen(load, upstreams("b", "a")), "b");
    }

    @Test
    void equalOnesShareEvenly() {
        DepartmentLoad load = load(SETTINGS);
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < 3000; i++) {
            Choice.Chosen chosen = chosen(load, upstreams("a", "b", "c"));
            counts.merge(chosen.upstream().id(), 1, Integer::sum);
            chosen.call().succeeded(Duration.ofMillis(5));
        }

        assertThat(counts.values())
                .hasSize(3)
                .allSatisfy(count -> assertThat(count).isBetween(900, 1100));
    }

    @Test
    void untriedOneIsPreferredEvenIfItIsBusier() {
        DepartmentLoad load = load(SETTINGS);
        chosen(load, upstreams("b"));

        assertThatItIs(chosen(load, upstreams("a", "b"), "a"), "b");
    }

    @Test
    void onlyUpstreamIsTriedAgain() {
        assertThatItIs(chosen(load(SETTINGS), upstreams("a"), "a"), "a");
    }

    @Test
    void ejectedOneIsPassedOver() {
        DepartmentLoad load = load(PATIENT);
        fail(load, "a", 5);
        chosen(load, upstreams("b"));

        assertThat(load.upstream("a").isEjected()).isTrue();
        assertThatItIs(chosen(load, upstreams("a", "b")), "b");
        nanos.advance(Duration.ofSeconds(5));
        assertThatItIs(chosen(load, upstreams("a", "b")), "a");
    }

    @Test
    void untriedOneThatIsEjectedComesBeforeATriedOne() {
        DepartmentLoad load = load(PATIENT);
        fail(load, "a", 5);

        assertThatItIs(chosen(load, upstreams("a", "b"), "b"), "a");
    }

    @Test
    void ejectionIsIgnoredWhenAllAreEjected() {
        DepartmentLoad load = load(PATIENT);
        fail(load, "a", 5);
        fail(load, "b", 5);
        chosen(load, upstreams("a"));

        assertThatItIs(chosen(load, upstreams("a", "b")), "b");
    }

    @Test
    void successEndsAnEjection() {
        DepartmentLoad load = load(PATIENT);
        fail(load, "a", 5);

        chosen(load, upstreams("a")).call().succeeded(Duration.ofMillis(5));

        assertThat(load.upstream("a").isEjected()).isFalse();
        assertThat(load.upstream("a").failuresInARow()).isZero();
    }

    @Test
    void upstreamWhoseBreakerIsOpenIsPassedOverForATriedOne() {
        DepartmentLoad load = load(SETTINGS);
        fail(load, "a", 4);

        assertThatItIs(chosen(load, upstreams("a", "b"), "b"), "b");
        assertThat(load.upstream("a").breaker().reading().notPermitted()).isEqualTo(1);
    }

    @Test
    void noneThatAdmitsIsUnavailableUntilTheFirstIsProbed() {
        DepartmentLoad load = load(SETTINGS);
        fail(load, "a", 4);
        nanos.advance(Duration.ofSeconds(4));
        fail(load, "b", 4);

        Choice none = choice.choose(load, upstreams("b", "a"), Set.of(), ForcedBreakers.NONE);

        assertThat(none).isEqualTo(new Choice.Unavailable(Duration.ofSeconds(6)));
        assertThat(load.upstream("a").inFlight()).isZero();
    }

    @Test
    void onlyTheChosenOneIsAskedForAProbe() {
        DepartmentLoad load = load(SETTINGS);
        fail(load, "a", 4);
        fail(load, "b", 4);
        nanos.advance(Duration.ofSeconds(10));

        for (int i = 0; i < 6; i++) {
            chosen(load, upstreams("a", "b"));
        }

        assertThat(load.upstream("a").inFlight()).isEqualTo(3);
        assertThat(load.upstream("b").inFlight()).isEqualTo(3);
        assertThat(choice.choose(load, upstreams("a", "b"), Set.of(), ForcedBreakers.NONE))
                .isEqualTo(new Choice.Unavailable(Duration.ZERO));
    }

    @Test
    void nothingPassesABreakerThatIsForcedOpen() {
        DepartmentLoad load = load(SETTINGS);

        assertThat(choice.choose(load, upstreams("a", "b"), Set.of(), "b"::equals))
                .isInstanceOfSatisfying(Choice.Chosen.class, chosen -> assertThatItIs(chosen, "a"));
        assertThat(choice.choose(load, upstreams("b"), Set.of(), upstream -> true))
                .isEqualTo(new Choice.Unavailable(Duration.ofSeconds(30)));
        assertThat(load.upstream("b").breaker().state()).isEqualTo(BreakerState.CLOSED);
        assertThatItIs(chosen(load, upstreams("b")), "b");
    }

    @Test
    void everythingPassesABreakerThatIsForcedClosedAndItRecoversBeneath() {
        DepartmentLoad load = load(SETTINGS);
        fail(load, "a", 4);

        for (int i = 0; i < 20; i++) {
            forcedClosed(load).call().failed(Duration.ofMillis(5));
        }
        assertThat(load.upstream("a").breaker().untilProbe()).isEqualTo(Duration.ofSeconds(10));
        nanos.advance(Duration.ofSeconds(10));
        for (int i = 0; i < 20; i++) {
            forcedClosed(load).call().succeeded(Duration.ofMillis(5));
        }

        BreakerReading reading = load.upstream("a").breaker().reading();
        assertThat(reading.state()).isEqualTo(BreakerState.CLOSED);
        assertThat(reading.calls()).isEqualTo(10);
        assertThat(reading.notPermitted()).isZero();
    }

    private Choice.Chosen forcedClosed(DepartmentLoad load) {
        return (Choice.Chosen) choice.choose(load, upstreams("a"), Set.of(), upstream -> false);
    }

    @Test
    void callCountsOnceWhateverIsReportedLater() throws Exception {
        DepartmentLoad load = load(SETTINGS);
        chosen(load, upstreams("a"));
        Call call = chosen(load, upstreams("a")).call();

        AtOnce.call(4, 10, () -> {
            call.failed(Duration.ofMillis(5));
            call.succeeded(Duration.ofMillis(5));
            call.released();
            return true;
        });

        assertThat(load.upstream("a").inFlight()).isEqualTo(1);
        assertThat(load.upstream("a").breaker().reading().calls()).isLessThanOrEqualTo(1);
        assertThat(load.upstream("a").failuresInARow()).isLessThanOrEqualTo(1);
    }

    @Test
    void thousandCallersAtOnceAreSentAsManyProbesAsMaySend() throws Exception {
        DepartmentLoad load = load(SETTINGS);
        fail(load, "a", 4);
        nanos.advance(Duration.ofSeconds(10));

        List<Choice> choices =
                AtOnce.call(10, 100, () -> choice.choose(load, upstreams("a"), Set.of(), ForcedBreakers.NONE));

        assertThat(choices).filteredOn(Choice.Chosen.class::isInstance).hasSize(3);
        assertThat(load.upstream("a").inFlight()).isEqualTo(3);
    }

    @Test
    void noUpstreamAtAllIsAMistakeOfTheCaller() {
        DepartmentLoad load = load(SETTINGS);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> choice.choose(load, List.of(), Set.of(), ForcedBreakers.NONE));
    }
}
