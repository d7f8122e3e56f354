package org.palmgateway.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.palmgateway.gateway.limit.TestDemands.MINUTE;
import static org.palmgateway.gateway.limit.TestDemands.SECOND;
import static org.palmgateway.gateway.limit.TestDemands.charge;
import static org.palmgateway.gateway.limit.TestDemands.demand;
import static org.palmgateway.gateway.limit.TestDemands.isGranted;
import static org.palmgateway.gateway.limit.TestDemands.limit;
import static org.palmgateway.gateway.limit.TestDemands.remaining;
import static org.palmgateway.gateway.limit.TestDemands.shadow;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.palmgateway.routes.policy.Limit;
import reactor.test.StepVerifier;

class LocalLimitsTest {

    private static final Limit HUNDRED = limit("hundred", 100, MINUTE, 100);
    private static final Limit TEN = limit("ten", 10, MINUTE, 10);

    private final TurnedClock clock = new TurnedClock();
    private final LocalLimits limits = new LocalLimits(1000, clock);

    @Test
    void bucketIsFullAtFirst() {
        Charge charge = charge(limits, demand(HUNDRED, 1));

        Standing standing = charge.standings().get(0);
        assertThat(charge).isInstanceOf(Charge.Granted.class);
        assertThat(standing.remaining()).isEqualTo(99);
        assertThat(standing.untilEnough()).isZero();
        assertThat(standing.untilFull()).isEqualTo(Duration.ofMillis(600));
    }

    @Test
    void requestWithoutLimitsIsGranted() {
        assertThat(charge(limits)).isEqualTo(new Charge.Granted(List.of(), List.of()));
    }

    @Test
    void emptyBucketRefusesUntilThereIsEnough() {
        assertThat(isGranted(limits, demand(TEN, 10))).isTrue();

        Charge charge = charge(limits, demand(TEN, 2));

        assertThat(charge).isInstanceOfSatisfying(Charge.Refused.class, refused -> {
            assertThat(refused.lacking()).hasSize(1).isEqualTo(refused.standings());
            assertThat(refused.lacking().get(0).untilEnough()).isEqualTo(Duration.ofSeconds(12));
            assertThat(refused.lacking().get(0).untilFull()).isEqualTo(MINUTE);
        });
        clock.turn(Duration.ofMillis(11_999));
        assertThat(isGranted(limits, demand(TEN, 2))).isFalse();
        clock.turn(Duration.ofMillis(1));
        assertThat(isGranted(limits, demand(TEN, 2))).isTrue();
    }

    @Test
    void waitIsNotShortByAPartOfANanosecond() {
        Limit uneven = limit("uneven", 3, Duration.ofNanos(3_000_000_001L), 3);
        charge(limits, demand(uneven, 3));

        Charge charge = charge(limits, demand(uneven, 1));

        assertThat(charge)
                .isInstanceOfSatisfying(
                        Charge.Refused.class,
                        refused -> assertThat(refused.lacking().get(0).untilEnough())
                                .isEqualTo(Duration.ofNanos(1_000_000_001)));
        clock.turn(SECOND);
        assertThat(isGranted(limits, demand(uneven, 1))).isFalse();
    }

    @Test
    void partsOfPermitsAreNotLostInNumbersThatHaveNoCommonDivisor() {
        Limit prime = limit("prime", 1_000_003, Limit.LONGEST, 1_000_000);
        charge(limits, demand(prime, 1_000_000));
        clock.turn(Duration.ofSeconds(5));
        assertThat(isGranted(limits, demand(prime, 1))).isTrue();

        Charge charge = charge(limits, demand(prime, 4000));

        assertThat(charge)
                .isInstanceOfSatisfying(
                        Charge.Refused.class,
                        refused -> clock.turn(
                                refused.lacking().get(0).untilEnough().plusMillis(1)));
        assertThat(isGranted(limits, demand(prime, 4000))).isTrue();
    }

    @Test
    void grantedTellsWhenTheSameCouldBeAskedAgain() {
        Charge charge = charge(limits, demand(TEN, 6));

        assertThat(charge.standings().get(0).untilEnough()).isEqualTo(Duration.ofSeconds(12));
        assertThat(charge.standings().get(0).untilFull()).isEqualTo(Duration.ofSeconds(36));
    }

    @Test
    void permitsBeyondTheBurstAreLost() {
        assertThat(isGranted(limits, demand(TEN, 10))).isTrue();

        clock.turn(Duration.ofHours(1));

        assertThat(remaining(limits, demand(TEN, 1))).isEqualTo(10);
    }

    @Test
    void burstMayBeLargerThanTheWindowsPermits() {
        Limit bursty = limit("bursty", 10, MINUTE, 50);

        assertThat(isGranted(limits, demand(bursty, 50))).isTrue();

        clock.turn(MINUTE);
        assertThat(remaining(limits, demand(bursty, 1))).isEqualTo(10);
    }

    @Test
    void burstMayBeSmallerThanTheWindowsPermits() {
        Limit smooth = limit("smooth", 60, MINUTE, 2);

        assertThat(isGranted(limits, demand(smooth, 3))).isFalse();
        assertThat(isGranted(limits, demand(smooth, 2))).isTrue();

        clock.turn(SECOND);
        assertThat(remaining(limits, demand(smooth, 1))).isEqualTo(1);
    }

    @Test
    void demandBeyondTheBurstIsRefusedForAYear() {
        Charge charge = charge(limits, demand(TEN, 11));

        assertThat(charge)
                .isInstanceOfSatisfying(
                        Charge.Refused.class,
                        refused -> assertThat(refused.lacking().get(0).untilEnough())
                                .isEqualTo(Duration.ofDays(365)));
    }

    @Test
    void eachSubjectHasABucketOfItsOwn() {
        assertThat(isGranted(limits, demand(TEN, "citizen=1", 10))).isTrue();

        assertThat(isGranted(limits, demand(TEN, "citizen=1", 1))).isFalse();
        assertThat(isGranted(limits, demand(TEN, "citizen=2", 10))).isTrue();
    }

    @Test
    void rejectedRequestIsChargedToNone() {
        Limit spent = limit("spent", 10, MINUTE, 10);
        Limit watched = shadow(limit("watched", 10, MINUTE, 10));
        charge(limits, demand(spent, 10));

        Charge spentLast = charge(limits, demand(watched, 1), demand(HUNDRED, 1), demand(TEN, 1), demand(spent, 1));
        Charge spentFirst = charge(limits, demand(spent, 1), demand(HUNDRED, 1), demand(TEN, 1), demand(watched, 1));

        assertThat(spentLast).isInstanceOf(Charge.Refused.class);
        assertThat(spentFirst).isInstanceOf(Charge.Refused.class);
        assertThat(remaining(limits, demand(HUNDRED, 1))).isEqualTo(100);
        assertThat(remaining(limits, demand(TEN, 1))).isEqualTo(10);
        assertThat(remaining(limits, demand(watched, 1))).isEqualTo(10);
    }

    @Test
    void longestWaitIsFirstOfThoseThatRefuse() {
        Limit slow = limit("slow", 10, Duration.ofHours(1), 10);
        charge(limits, demand(TEN, 10));
        charge(limits, demand(slow, 10));

        Charge charge = charge(limits, demand(HUNDRED, 1), demand(TEN, 1), demand(slow, 1));

        assertThat(charge).isInstanceOfSatisfying(Charge.Refused.class, refused -> {
            assertThat(refused.standings())
                    .extracting(standing -> standing.demand().limit().limit())
                    .containsExactly(HUNDRED, TEN, slow);
            assertThat(refused.lacking())
                    .extracting(standing -> standing.demand().limit().limit())
                    .containsExactly(slow, TEN);
        });
    }

    @Test
    void shadowLimitNeverRefuses() {
        Demand watched = demand(shadow(TEN), 6);

        assertThat(charge(limits, watched))
                .isInstanceOfSatisfying(
                        Charge.Granted.class,
                        granted -> assertThat(granted.shadowed()).isEmpty());

        assertThat(charge(limits, watched, demand(HUNDRED, 6)))
                .isInstanceOfSatisfying(Charge.Granted.class, granted -> {
                    assertThat(granted.shadowed())
                            .hasSize(1)
                            .first()
                            .isEqualTo(granted.standings().get(0));
                    assertThat(granted.shadowed().get(0).untilEnough()).isEqualTo(Duration.ofSeconds(12));
                    assertThat(granted.standings().get(1).remaining()).isEqualTo(94);
                });
        assertThat(remaining(limits, watched)).isEqualTo(4);
    }

    @Test
    void changedLimitKeepsPermitsInProportion() {
        charge(limits, demand(TEN, 5));
        Limit larger = limit("ten", 1000, MINUTE, 1000);

        assertThat(remaining(limits, demand(larger, 1))).isEqualTo(500);

        charge(limits, demand(larger, 250));
        assertThat(remaining(limits, demand(TEN, 1))).isEqualTo(2);
    }

    @Test
    void changingALimitBackAndForthCreatesNoPermits() {
        Limit larger = limit("ten", 1_000_000, MINUTE, 1_000_000);
        charge(limits, demand(TEN, 10));

        for (int i = 0; i < 10; i++) {
            assertThat(isGranted(limits, demand(larger, 1))).isFalse();
            assertThat(isGranted(limits, demand(TEN, 1))).isFalse();
        }
    }

    @Test
    void limitThatIsNamedOrEnforcedOtherwiseKeepsItsCount() {
        charge(limits, demand(TEN, 9));

        Charge charge = charge(limits, demand(shadow(TEN), 1));

        assertThat(charge.standings().get(0).remaining()).isZero();
        assertThat(isGranted(limits, demand(TEN, 1))).isFalse();
    }

    @Test
    void changedLimitIsRememberedAsLongAsItNowTakesToFill() {
        Limit slow = limit("ten", 10, Duration.ofDays(1), 10);
        charge(limits, demand(TEN, 1));

        charge(limits, demand(slow, 9));
        clock.turn(Duration.ofHours(1));
        limits.cleanUp();

        assertThat(isGranted(limits, demand(slow, 9))).isFalse();
    }

    @Test
    void bucketIsForgottenOnlyWhenItIsFull() {
        charge(limits, demand(TEN, 10));

        clock.turn(MINUTE.minusMillis(1));
        limits.cleanUp();
        assertThat(limits.size()).isEqualTo(1);
        assertThat(remaining(limits, demand(TEN, 1))).isEqualTo(9);

        clock.turn(MINUTE.dividedBy(4).plusSeconds(2));
        limits.cleanUp();
        assertThat(limits.size()).isZero();
        assertThat(limits.evicted()).isZero();
    }

    @Test
    void useKeepsABucketInMemory() {
        for (int i = 0; i < 20; i++) {
            assertThat(isGranted(limits, demand(TEN, 1))).isTrue();
            clock.turn(Duration.ofSeconds(5));
            limits.cleanUp();
        }

        assertThat(limits.size()).isEqualTo(1);
        assertThat(remaining(limits, demand(TEN, 1))).isLessThan(10);
    }

    @Test
    void bucketThatFillsWithinASecondIsKeptJustTheSame() {
        Limit fast = limit("fast", 16, SECOND, 16);
        for (int millis : new int[] {0, 320, 55, 0}) {
            clock.turn(Duration.ofMillis(millis));
            charge(limits, demand(fast, 4));
        }
        long left = remaining(limits, demand(fast, 1));

        clock.turn(Duration.ofMillis(936));

        charge(limits, demand(fast, 1));
        assertThat(remaining(limits, demand(fast, 1))).isEqualTo(Math.min(15, left + 14));
    }

    @Test
    void moreSubjectsThanAllowedAreForgottenAndCounted() {
        for (int i = 0; i < 3000; i++) {
            charge(limits, demand(TEN, "citizen=" + i, 10));
        }

        limits.cleanUp();

        assertThat(limits.size()).isEqualTo(1000);
        assertThat(limits.evicted()).isEqualTo(2000);
    }

    @Test
    void lookingMakesNoBucket() {
        List<Standing> standings = limits.standings(List.of(demand(TEN, 1), demand(HUNDRED, 101)));

        assertThat(standings).extracting(Standing::remaining).containsExactly(10L, 100L);
        assertThat(standings).extracting(Standing::untilEnough).containsExactly(Duration.ZERO, Duration.ofDays(365));
        assertThat(standings).extracting(Standing::untilFull).containsOnly(Duration.ZERO);
        assertThat(limits.size()).isZero();
    }

    @Test
    void resetFillsOneBucketOnceItIsSubscribedTo() {
        Demand other = demand(TEN, "citizen=2", 10);
        charge(limits, demand(TEN, 10));
        charge(limits, other);

        limits.reset(demand(TEN, 1).key());
        assertThat(isGranted(limits, demand(TEN, 1))).isFalse();

        StepVerifier.create(limits.reset(demand(TEN, 1).key())).verifyComplete();
        assertThat(isGranted(limits, demand(TEN, 10))).isTrue();
        assertThat(isGranted(limits, other)).isFalse();
    }

    @Test
    void clockSetBackNeitherGrantsNorKeepsWaiting() {
        charge(limits, demand(TEN, 10));

        clock.turn(Duration.ofHours(-1));
        assertThat(isGranted(limits, demand(TEN, 1))).isFalse();

        clock.turn(Duration.ofSeconds(6));
        assertThat(isGranted(limits, demand(TEN, 1))).isTrue();
        assertThat(isGranted(limits, demand(TEN, 1))).isFalse();

        clock.turn(Duration.ofHours(1));
        assertThat(remaining(limits, demand(TEN, 1))).isEqualTo(10);
    }

    @Test
    void countsOnThisNode() {
        assertThat(limits.mode()).isEqualTo("local");
    }

    @Test
    void memoryWithoutSpaceIsRefused() {
        assertThatThrownBy(() -> new LocalLimits(0, clock))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("maximumKeys: 0");
    }
}
