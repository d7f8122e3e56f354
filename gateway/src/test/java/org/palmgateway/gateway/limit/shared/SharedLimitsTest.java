package org.palmgateway.gateway.limit.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.palmgateway.gateway.limit.Charge;
import org.palmgateway.gateway.limit.Demand;
import org.palmgateway.gateway.limit.Standing;
import org.palmgateway.gateway.plane.TestGateway;
import org.palmgateway.routes.policy.Limit;
import reactor.test.scheduler.VirtualTimeScheduler;

class SharedLimitsTest {

    private static final Limit LIMIT = Demands.perMinute(60, 60);
    private static final Demand ONE = Demands.of(LIMIT, "s", 1);

    private final MovableClock clock = new MovableClock();
    private final MemoryStore store = new MemoryStore(clock);
    private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();
    private final SharedLimits node = node(3, 1000);

    private SharedLimits node(int nodes, long maximumKeys) {
        SharedLimits made =
                new SharedLimits(store, new Sharing(nodes, maximumKeys, Duration.ofMillis(40)), clock, scheduler);
        scheduler.advanceTime();
        return made;
    }

    private void passes(Duration time) {
        clock.advance(time);
        scheduler.advanceTimeBy(time);
    }

    private static Charge charge(SharedLimits at, Demand... demands) {
        CompletableFuture<Charge> charge = at.charge(List.of(demands)).toFuture();
        assertThat(charge).isDone();
        return charge.join();
    }

    private static boolean admits(SharedLimits at, Demand... demands) {
        return charge(at, demands) instanceof Charge.Granted;
    }

    private static int admitted(SharedLimits at, Demand demand, int requests) {
        int admitted = 0;
        for (int i = 0; i < requests; i++) {
            admitted += admits(at, demand) ? 1 : 0;
        }
        return admitted;
    }

    @Test
    void burstIsAdmittedAndNoMore() {
        assertThat(admitted(node, ONE, 200)).isEqualTo(60);
    }

    @Test
    void rejectedRequestIsChargedToNone() {
        Demand small = Demands.of(Demands.limit("small", 1, Duration.ofMinutes(1), 2), "s", 1);
        assertThat(admitted(node, small, 5)).isEqualTo(2);

        for (int i = 0; i < 10; i++) {
            assertThat(charge(node, ONE, small)).isInstanceOf(Charge.Refused.class);
        }

        assertThat(admitted(node, ONE, 200)).isEqualTo(60);
    }

    @Test
    void refusalNamesTheLimitsThatLackTheLongestFirst() {
        Demand soon = Demands.of(Demands.limit("soon", 60, Duration.ofMinutes(1), 1), "s", 1);
        Demand late = Demands.of(Demands.limit("late", 1, Duration.ofMinutes(1), 1), "s", 1);
        assertThat(admits(node, soon, late)).isTrue();

        Charge.Refused refused = (Charge.Refused) charge(node, ONE, soon, late);

        assertThat(refused.lacking()).extracting(Standing::demand).containsExactly(late, soon);
        assertThat(refused.standings()).extracting(Standing::demand).containsExactly(ONE, soon, late);
        assertThat(refused.lacking())
                .extracting(Standing::untilEnough)
                .containsExactly(Duration.ofMinutes(1), Duration.ofSeconds(1));
    }

    @Test
    void shadowLimitNeverRefusesAndIsNotChargedOverItsLimit() {
        Demand shadow = Demands.of(Demands.shadow(Demands.limit("shadow", 1, Duration.ofMinutes(1), 2)), "s", 1);
        assertThat(admits(node, ONE, shadow)).isTrue();
        assertThat(admits(node, ONE, shadow)).isTrue();

        Charge.Granted third = (Charge.Granted) charge(node, ONE, shadow);

        assertThat(third.shadowed()).extracting(Standing::demand).containsExactly(shadow);
        assertThat(third.standings()).extracting(Standing::remaining).containsExactly(57L, 0L);
    }

    @Test
    void whoWaitsAsToldIsAdmitted() {
        Demand three = Demands.of(LIMIT, "s", 3);
        assertThat(admitted(node, three, 100)).isEqualTo(20);
        for (int i = 0; i < 50; i++) {
            Charge.Refused refused = (Charge.Refused) charge(node, three);

            passes(refused.lacking().get(0).untilEnough());

            assertThat(admits(node, three)).isTrue();
        }
    }

    @Test
    void overLimitCallerCostsAtMostOneVisitASecond() {
        Demand rare = Demands.of(Demands.limit("rare", 1, Duration.ofHours(1), 1), "s", 1);
        assertThat(admits(node, rare)).isTrue();
        int before = store.visits();

        for (int i = 0; i < 100; i++) {
            passes(Duration.ofMillis(100));
            assertThat(admits(node, rare)).isFalse();
        }

        assertThat(store.visits() - before).isBetween(9, 10);
    }

    @Test
    void fewRequestsOfABusyBucketWaitForTheStore() {
        Demand busy = Demands.of(Demands.perMinute(60_000, 60_000), "s", 1);

        for (int i = 0; i < 3000; i++) {
            passes(Duration.ofMillis(2));
            assertThat(admits(node, busy)).isTrue();
        }

        // The first ones, until it is known how much is used.
        assertThat(node.stats().waits()).isLessThan(15);
        assertThat(node.stats().visits()).isLessThan(60);
    }

    @Test
    void hungStoreDelaysARequestByThePatienceAndNoOtherAfterIt() {
        store.becomes(MemoryStore.Mood.HANGS);
        CompletableFuture<Charge> first = node.charge(List.of(ONE)).toFuture();
        CompletableFuture<Charge> second =
                node.charge(List.of(Demands.of(LIMIT, "t", 1))).toFuture();

        passes(Duration.ofMillis(39));
        assertThat(first).isNotDone();
        passes(Duration.ofMillis(1));

        assertThat(first).isDone();
        assertThat(second).isDone();
        assertThat(first.join()).isInstanceOf(Charge.Granted.class);
        assertThat(node.mode()).isEqualTo("share");
        assertThat(admits(node, Demands.of(LIMIT, "u", 1))).isTrue();
    }

    @Test
    void hungStoreIsFoundOutWithoutAnyRequest() {
        store.becomes(MemoryStore.Mood.HANGS);

        passes(Duration.ofMillis(500));

        assertThat(node.mode()).isEqualTo("share");
        assertThat(node.stats().outages()).isOne();
    }

    @Test
    void connectionThatHangsForLongIsGivenUp() {
        store.becomes(MemoryStore.Mood.HANGS);

        passes(Duration.ofMillis(1900));
        assertThat(store.startedOver()).isZero();
        passes(Duration.ofMillis(600));

        assertThat(store.startedOver()).isPositive();
    }

    @Test
    void answerThatIsLateIsNotLost() {
        Demand day = Demands.of(Demands.limit("day", 90, Duration.ofDays(1), 90), "s", 1);
        store.becomes(MemoryStore.Mood.HANGS);
        CompletableFuture<Charge> first = node.charge(List.of(day)).toFuture();
        passes(Duration.ofMillis(40));
        assertThat(first).isDone();

        store.wakeUp();
        passes(Duration.ofSeconds(3));

        // The request was served from the share; the late permit went back, and the share was settled.
        assertThat(node.mode()).isEqualTo("shared");
        passes(Duration.ofMillis(1));
        assertThat(node.stats().settled()).isOne();
        assertThat(node.stats().returned()).isOne();
    }

    @Test
    void waitingRequestsShareVisits() {
        store.becomes(MemoryStore.Mood.HANGS);
        List<CompletableFuture<Charge>> charges = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            charges.add(node.charge(List.of(ONE)).toFuture());
        }

        store.wakeUp();

        assertThat(charges).allMatch(CompletableFuture::isDone);
        assertThat(charges).allMatch(charge -> charge.join() instanceof Charge.Granted);
        assertThat(store.visits()).isEqualTo(2);
    }

    @Test
    void eachNodeServesItsShareWithoutTheStore() {
        assertThat(admitted(node, ONE, 60)).isEqualTo(60);
        store.becomes(MemoryStore.Mood.FAILS);
        int admitted = 0;

        for (int i = 0; i < 600; i++) {
            passes(Duration.ofMillis(100));
            admitted += admits(node, ONE) ? 1 : 0;
        }

        assertThat(node.mode()).isEqualTo("share");
        // A third of 60 in the minute.
        assertThat(admitted).isBetween(19, 21);
    }

    @Test
    void subjectThatIsNewInAnOutageGetsPartOfAShareAtOnce() {
        store.becomes(MemoryStore.Mood.FAILS);
        passes(Duration.ofSeconds(1));

        // The two nodes that know nothing believe in one share together: 20 of 60.
        assertThat(admitted(node, ONE, 100)).isEqualTo(10);
    }

    @Test
    void subjectThatIsNewInAnOutageIsServedUnderASmallLimit() {
        store.becomes(MemoryStore.Mood.FAILS);
        passes(Duration.ofSeconds(1));

        assertThat(admits(node, Demands.of(Demands.perMinute(1, 1), "s", 1))).isTrue();
        assertThat(admits(node, Demands.of(Demands.perMinute(1, 1), "s", 1))).isFalse();
    }

    @Test
    void requestHeavierThanAShareIsServedAndOwes() {
        Demand heavy = Demands.of(Demands.perMinute(60, 9), "s", 6);
        store.becomes(MemoryStore.Mood.FAILS);
        passes(Duration.ofSeconds(10));
        Charge.Refused refused = (Charge.Refused) charge(node, heavy);

        passes(refused.lacking().get(0).untilEnough());

        assertThat(admits(node, heavy)).isTrue();
        // The share holds three, and six were taken; a third of a permit comes back in a second.
        Charge.Refused next = (Charge.Refused) charge(node, heavy);
        assertThat(next.lacking().get(0).untilEnough()).isEqualTo(Duration.ofSeconds(18));
    }

    @Test
    void whoWaitsAsToldInAnOutageIsServedByTheShare() {
        Demand all = Demands.of(LIMIT, "s", 20);
        assertThat(admitted(node, ONE, 3)).isEqualTo(3);
        store.becomes(MemoryStore.Mood.FAILS);
        passes(Duration.ofMillis(1100));
        Charge.Refused refused = (Charge.Refused) charge(node, all);
        Duration told = refused.lacking().get(0).untilEnough();
        // A share that is opened only then holds no more than one that is opened now.
        assertThat(told).isGreaterThan(Duration.ofSeconds(3));

        passes(told);

        assertThat(admits(node, all)).isTrue();
    }

    @Test
    void whatWasServedAloneIsSettledOnce() {
        SharedLimits other = node(3, 1000);
        Demand day = Demands.of(Demands.limit("day", 90, Duration.ofDays(1), 90), "s", 1);
        assertThat(admits(node, day)).isTrue();
        assertThat(admits(other, day)).isTrue();
        store.becomes(MemoryStore.Mood.FAILS);
        passes(Duration.ofSeconds(1));
        assertThat(admitted(node, day, 10)).isEqualTo(10);

        store.becomes(MemoryStore.Mood.ANSWERS);
        passes(Duration.ofSeconds(5));

        assertThat(node.mode()).isEqualTo("shared");
        assertThat(store.left(day.key())).isEqualTo(78);
        assertThat(admitted(other, day, 200)).isEqualTo(78);
    }

    @Test
    void storeThatComesBackEmptyDoesNotComeBackFull() {
        Demand day = Demands.of(Demands.limit("day", 90, Duration.ofDays(1), 90), "s", 1);
        assertThat(admitted(node, day, 89)).isEqualTo(89);
        store.becomes(MemoryStore.Mood.FAILS);
        passes(Duration.ofSeconds(1));
        store.losesItsData();

        store.becomes(MemoryStore.Mood.ANSWERS);
        passes(Duration.ofSeconds(5));

        assertThat(node.mode()).isEqualTo("shared");
        assertThat(admitted(node, day, 200)).isEqualTo(1);
    }

    @Test
    void nobodyLeasesUntilAllHadTheTimeToSettle() {
        SharedLimits other = node(3, 1000);
        store.becomes(MemoryStore.Mood.FAILS);
        passes(Duration.ofSeconds(1));
        store.becomes(MemoryStore.Mood.ANSWERS);

        passes(Duration.ofSeconds(1));

        // Ten permits of a share, not the sixty of the bucket.
        assertThat(other.mode()).isEqualTo("share");
        assertThat(admitted(other, ONE, 100)).isEqualTo(10);
    }

    @Test
    void unusedLeaseGoesBackAlthoughNobodyAsks() {
        Demand busy = Demands.of(Demands.limit("day", 1000, Duration.ofDays(1), 1000), "s", 1);
        assertThat(admitted(node, busy, 100)).isEqualTo(100);
        assertThat(store.left(busy.key())).isLessThan(900);

        passes(Duration.ofSeconds(2));

        assertThat(store.left(busy.key())).isEqualTo(900);
    }

    @Test
    void bucketThatFilledUpAgainDoesNotLetMoreThanItsBurstPass() {
        SharedLimits other = node(3, 1000);
        Demand quick = Demands.of(Demands.limit("quick", 1000, Duration.ofSeconds(1), 1000), "s", 1);
        assertThat(admitted(node, quick, 100)).isEqualTo(100);

        // Without a turn of the scheduler, as if the node had no time to give anything back.
        clock.advance(Duration.ofSeconds(2));

        int admitted = admitted(other, quick, 1000) + admitted(node, quick, 1000);
        assertThat(admitted).isEqualTo(1000);
    }

    @Test
    void limitWhoseNumbersChangeKeepsItsBucketInProportion() {
        assertThat(admitted(node, ONE, 30)).isEqualTo(30);
        Demand tenTimes = Demands.of(Demands.perMinute(600, 600), "s", 1);

        assertThat(admits(node, tenTimes)).isTrue();

        assertThat(admitted(node, tenTimes, 1000)).isBetween(280, 300);
        assertThat(admitted(node, ONE, 100)).isZero();
    }

    @Test
    void resetFillsTheBucketOnAllNodes() {
        SharedLimits other = node(3, 1000);
        Demand rare = Demands.of(Demands.limit("rare", 5, Duration.ofDays(1), 5), "s", 1);
        assertThat(admitted(other, rare, 100) + admitted(node, rare, 100)).isEqualTo(5);

        assertThat(node.reset(rare.key()).toFuture()).isCompleted();

        assertThat(admits(node, rare)).isTrue();
        passes(Duration.ofSeconds(2));
        assertThat(admits(other, rare)).isTrue();
        assertThat(admitted(other, rare, 100) + admitted(node, rare, 100)).isEqualTo(3);
    }

    @Test
    void resetIsAnErrorWithoutTheStore() {
        store.becomes(MemoryStore.Mood.HANGS);
        CompletableFuture<Void> reset = node.reset(ONE.key()).toFuture();

        passes(Duration.ofSeconds(1));

        assertThat(reset).isCompletedExceptionally();
    }

    @Test
    void standingsAreToldWithoutChargingOrMaking() {
        assertThat(node.standings(List.of(ONE)).get(0).remaining()).isEqualTo(60);
        assertThat(node.size()).isZero();
        assertThat(admitted(node, ONE, 60)).isEqualTo(60);

        Standing standing = node.standings(List.of(ONE)).get(0);

        assertThat(standing.remaining()).isZero();
        assertThat(standing.untilEnough()).isEqualTo(Duration.ofSeconds(1));
        assertThat(standing.untilFull()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void bucketsInMemoryAreBounded() {
        SharedLimits small = node(3, 50);
        for (int i = 0; i < 1000; i++) {
            charge(small, Demands.of(LIMIT, "s" + i, 1));
        }

        assertThat(TestGateway.becomes(Duration.ofSeconds(10), () -> small.size() <= 50))
                .isTrue();
    }

    @Test
    void requestOfMorePermitsThanTheBurstIsNeverServed() {
        assertThat(admits(node, Demands.of(LIMIT, "s", 61))).isFalse();
        assertThat(store.visits()).isZero();
    }

    @Test
    void settingsOutOfTheirBoundsAreRefused() {
        assertThatThrownBy(() -> new Sharing(0, 1, Sharing.PATIENCE)).hasMessageContaining("nodes: 0");
        assertThatThrownBy(() -> new Sharing(1, 0, Sharing.PATIENCE)).hasMessageContaining("maximumKeys: 0");
        assertThatThrownBy(() -> new Sharing(1, 1, Duration.ZERO)).hasMessageContaining("patience: PT0S");
    }
}
