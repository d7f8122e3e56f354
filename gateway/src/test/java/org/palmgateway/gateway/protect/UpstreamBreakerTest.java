package org.palmgateway.gateway.protect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.protect.BreakerState.CLOSED;
import static org.palmgateway.gateway.protect.BreakerState.HALF_OPEN;
import static org.palmgateway.gateway.protect.BreakerState.OPEN;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.palmgateway.routes.policy.Breaker;

class UpstreamBreakerTest {

    private static final Duration QUICK = Duration.ofMillis(20);

    private final MovableNanos nanos = new MovableNanos();
    private final List<Transition> transitions = Collections.synchronizedList(new ArrayList<>());

    private UpstreamBreaker breaker(Breaker settings) {
        return new UpstreamBreaker("tax", "a", settings, nanos, transitions::add);
    }

    private static Passing permission(UpstreamBreaker breaker) {
        return Objects.requireNonNull(breaker.tryAcquire());
    }

    private static void succeed(UpstreamBreaker breaker, int times) {
        for (int i = 0; i < times; i++) {
            breaker.succeeded(permission(breaker), QUICK);
        }
    }

    private static void fail(UpstreamBreaker breaker, int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed(permission(breaker), QUICK);
        }
    }

    private static int acquired(UpstreamBreaker breaker, int tries) {
        int acquired = 0;
        for (int i = 0; i < tries; i++) {
            acquired += breaker.tryAcquire() == null ? 0 : 1;
        }
        return acquired;
    }

    private static Transition transition(BreakerState from, BreakerState to) {
        return new Transition("tax", "a", from, to);
    }

    /** Returns a breaker that may be probed now. */
    private UpstreamBreaker due(Breaker settings) {
        UpstreamBreaker breaker = breaker(settings);
        fail(breaker, settings.minimumCalls());
        assertThat(breaker.state()).isEqualTo(OPEN);
        nanos.advance(settings.openFor());
        return breaker;
    }

    @Test
    void opensWhenTooManyCallsFail() {
        UpstreamBreaker breaker = breaker(TestBreakers.SMALL);
        succeed(breaker, 3);
        fail(breaker, 2);
        assertThat(breaker.state()).isEqualTo(CLOSED);

        fail(breaker, 1);

        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(breaker.tryAcquire()).isNull();
        assertThat(transitions).containsExactly(transition(CLOSED, OPEN));
    }

    @Test
    void opensWhenTooManyCallsAreSlow() {
        UpstreamBreaker breaker = breaker(TestBreakers.SMALL);
        for (int i = 0; i < 4; i++) {
            breaker.succeeded(permission(breaker), TestBreakers.SLOW);
        }

        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(breaker.reading()).isEqualTo(new BreakerReading(OPEN, 4, 0, 100, 0, TestBreakers.SMALL.openFor()));
    }

    @Test
    void fewCallsAreNotJudged() {
        UpstreamBreaker breaker = breaker(TestBreakers.SMALL);

        fail(breaker, 3);

        assertThat(breaker.state()).isEqualTo(CLOSED);
    }

    @Test
    void openOneIsLeftAloneUntilItsTimeHasCome() {
        UpstreamBreaker breaker = breaker(TestBreakers.SMALL);
        fail(breaker, 4);

        nanos.advance(Duration.ofSeconds(9));

        assertThat(breaker.untilProbe()).isEqualTo(Duration.ofSeconds(1));
        assertThat(breaker.admits(null)).isFalse();
        assertThat(breaker.tryAcquire()).isNull();
        nanos.advance(Duration.ofSeconds(1));
        assertThat(breaker.untilProbe()).isZero();
        assertThat(breaker.admits(null)).isTrue();
        assertThat(breaker.tryAcquire()).isNotNull();
        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
    }

    @Test
    void onlyTheProbesPassWhenAThousandCallersComeAtOnce() throws Exception {
        for (int round = 0; round < 20; round++) {
            UpstreamBreaker breaker = due(TestBreakers.SMALL);

            List<Boolean> passed = AtOnce.call(10, 100, () -> breaker.tryAcquire() != null);

            assertThat(passed).filteredOn(each -> each).hasSize(3);
        }
        assertThat(transitions).filteredOn(transition(OPEN, HALF_OPEN)::equals).hasSize(20);
    }

    @Test
    void goodProbesCloseIt() {
        UpstreamBreaker breaker = due(TestBreakers.SMALL);

        succeed(breaker, 3);

        assertThat(breaker.state()).isEqualTo(CLOSED);
        assertThat(transitions)
                .containsExactly(transition(CLOSED, OPEN), transition(OPEN, HALF_OPEN), transition(HALF_OPEN, CLOSED));
        assertThat(breaker.reading().calls()).isZero();
    }

    @Test
    void badProbesOpenItForTheWholeTimeAgain() {
        UpstreamBreaker breaker = due(TestBreakers.SMALL);

        succeed(breaker, 1);
        fail(breaker, 2);

        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(breaker.untilProbe()).isEqualTo(Duration.ofSeconds(10));
        assertThat(transitions).last().isEqualTo(transition(HALF_OPEN, OPEN));
    }

    @Test
    void probeThatIsGivenBackMayBeTakenByAnother() {
        UpstreamBreaker breaker = due(TestBreakers.SMALL);
        Passing first = permission(breaker);
        permission(breaker);
        permission(breaker);
        assertThat(breaker.tryAcquire()).isNull();

        breaker.released(first);

        assertThat(breaker.tryAcquire()).isNotNull();
        assertThat(breaker.tryAcquire()).isNull();
    }

    @Test
    void callsFromBeforeTheOutageGiveNoPermissionsBack() {
        UpstreamBreaker breaker = breaker(TestBreakers.SMALL);
        List<Passing> before = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            before.add(permission(breaker));
        }
        fail(breaker, 4);
        nanos.advance(Duration.ofSeconds(10));
        permission(breaker);

        before.forEach(breaker::released);

        assertThat(breaker.tryAcquire()).isNotNull();
        assertThat(breaker.tryAcquire()).isNotNull();
        assertThat(breaker.tryAcquire()).isNull();
    }

    @Test
    void callsFromBeforeTheOutageAreNoProbes() {
        UpstreamBreaker breaker = breaker(TestBreakers.SMALL);
        List<Passing> before = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            before.add(permission(breaker));
        }
        fail(breaker, 4);
        nanos.advance(Duration.ofSeconds(10));
        Passing probe = permission(breaker);

        before.forEach(each -> breaker.failed(each, Duration.ofMinutes(1)));

        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
        breaker.succeeded(probe, QUICK);
        succeed(breaker, 2);
        assertThat(breaker.state()).isEqualTo(CLOSED);
        before.forEach(each -> breaker.failed(each, Duration.ofMinutes(1)));
        assertThat(breaker.reading().calls()).isZero();
    }

    @Test
    void oneProbeAndAWindowOfOneCallWork() {
        Breaker one = new Breaker(50, 80, Duration.ofSeconds(5), 1, 1, Duration.ofSeconds(10), 1);
        UpstreamBreaker breaker = due(one);
        Passing probe = permission(breaker);
        assertThat(breaker.tryAcquire()).isNull();

        breaker.succeeded(probe, QUICK);
        succeed(breaker, 5);

        assertThat(breaker.state()).isEqualTo(CLOSED);
        fail(breaker, 1);
        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void overrideAnswersForTheBreakerAndLeavesItsState() {
        UpstreamBreaker closed = breaker(TestBreakers.SMALL);
        UpstreamBreaker open = breaker(TestBreakers.SMALL);
        fail(open, 4);

        assertThat(closed.admits(true)).isFalse();
        assertThat(closed.admits(false)).isTrue();
        assertThat(closed.admits(null)).isTrue();
        assertThat(open.admits(true)).isFalse();
        assertThat(open.admits(false)).isTrue();
        assertThat(open.admits(null)).isFalse();
        assertThat(closed.state()).isEqualTo(CLOSED);
        assertThat(open.state()).isEqualTo(OPEN);
    }

    @Test
    void otherNumbersKeepTheTimeThatAnOpenOneHasStillToWait() {
        UpstreamBreaker breaker = breaker(TestBreakers.SMALL);
        fail(breaker, 4);
        nanos.advance(Duration.ofSeconds(7));

        breaker.use(TestBreakers.openFor(Duration.ofMinutes(5)));

        assertThat(breaker.untilProbe()).isEqualTo(Duration.ofSeconds(3));
        assertThat(breaker.reading().failureRate()).isEqualTo(100);
        nanos.advance(Duration.ofSeconds(3));
        fail(breaker, 2);
        breaker.failed(permission(breaker), QUICK);
        assertThat(breaker.untilProbe()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void otherNumbersKeepWhatWasSeen() {
        UpstreamBreaker breaker = breaker(TestBreakers.SMALL);
        succeed(breaker, 6);
        breaker.succeeded(permission(breaker), TestBreakers.SLOW);
        breaker.failed(permission(breaker), TestBreakers.SLOW);
        fail(breaker, 2);
        BreakerReading before = breaker.reading();

        breaker.use(TestBreakers.window(100, 20));

        assertThat(breaker.reading()).isEqualTo(before);
        assertThat(before).isEqualTo(new BreakerReading(CLOSED, 10, 30, 20, 0, Duration.ZERO));
    }

    @Test
    void smallerWindowKeepsTheRates() {
        UpstreamBreaker breaker = breaker(TestBreakers.window(100, 20));
        succeed(breaker, 70);
        fail(breaker, 30);

        breaker.use(TestBreakers.window(10, 4));

        assertThat(breaker.reading()).isEqualTo(new BreakerReading(CLOSED, 10, 30, 0, 0, Duration.ZERO));
    }

    @Test
    void strictNumbersOpenNothingBeforeTheNextFailure() {
        UpstreamBreaker breaker = breaker(TestBreakers.SMALL);
        succeed(breaker, 6);
        fail(breaker, 4);

        breaker.use(TestBreakers.rates(20, 80));

        assertThat(breaker.state()).isEqualTo(CLOSED);
        assertThat(transitions).isEmpty();
        fail(breaker, 1);
        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(transitions).containsExactly(transition(CLOSED, OPEN));
    }

    @Test
    void callsUnderWayDuringTheChangeAreStillHeard() {
        UpstreamBreaker breaker = breaker(TestBreakers.SMALL);
        List<Passing> underWay = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            underWay.add(permission(breaker));
        }
        breaker.use(TestBreakers.window(20, 4));
        breaker.use(TestBreakers.window(30, 4));

        underWay.forEach(each -> breaker.failed(each, QUICK));

        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void probedOneStaysProbedAndIsJudgedByACallToCome() {
        UpstreamBreaker breaker = due(TestBreakers.probes(5));
        succeed(breaker, 3);

        breaker.use(TestBreakers.probes(2));

        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
        succeed(breaker, 1);
        assertThat(breaker.state()).isEqualTo(CLOSED);
    }

    @Test
    void probesUnderWayDuringTheChangeAreHeardAndLeaveRoomForOthers() {
        UpstreamBreaker breaker = due(TestBreakers.SMALL);
        Passing first = permission(breaker);
        Passing second = permission(breaker);
        Passing third = permission(breaker);
        assertThat(breaker.tryAcquire()).isNull();

        breaker.use(TestBreakers.rates(60, 80));

        breaker.released(first);
        breaker.succeeded(second, QUICK);
        breaker.succeeded(third, QUICK);
        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
        assertThat(acquired(breaker, 10)).isEqualTo(3);
    }

    @Test
    void probesNeverGetLostHoweverCallsEndAtOnce() throws Exception {
        UpstreamBreaker breaker = due(TestBreakers.SMALL);

        AtOnce.call(8, 2000, () -> {
            Passing permission = breaker.tryAcquire();
            if (permission != null) {
                breaker.released(permission);
            }
            return true;
        });

        assertThat(acquired(breaker, 10)).isEqualTo(3);
    }

    @Test
    void neverHangsBetweenStatesHoweverCallsEndAtOnce() throws Exception {
        UpstreamBreaker breaker = breaker(TestBreakers.openFor(Duration.ofMillis(1)));
        int[] turn = new int[1];

        AtOnce.call(4, 3000, () -> {
            nanos.advance(Duration.ofNanos(50_000));
            Passing permission = breaker.tryAcquire();
            if (permission != null) {
                if (turn[0]++ % 3 == 0) {
                    breaker.succeeded(permission, QUICK);
                } else {
                    breaker.failed(permission, QUICK);
                }
            }
            return true;
        });

        nanos.advance(Duration.ofMillis(1));
        for (int i = 0; i < 20 && breaker.state() != CLOSED; i++) {
            Passing permission = breaker.tryAcquire();
            if (permission != null) {
                breaker.succeeded(permission, QUICK);
            }
            nanos.advance(Duration.ofMillis(1));
        }
        assertThat(breaker.state()).isEqualTo(CLOSED);
    }
}
