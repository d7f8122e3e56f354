package org.palmgateway.gateway.protect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.palmgateway.routes.policy.Concurrency;
import org.palmgateway.routes.policy.Priority;

class ConcurrencyLimiterTest {

    private static final Concurrency BOUNDS = new Concurrency(20, 200, 2000, 85, 60);

    private final MovableNanos nanos = new MovableNanos();

    private ConcurrencyLimiter limiter(int minimum, int initial, int maximum) {
        return new ConcurrencyLimiter(new Concurrency(minimum, initial, maximum, 85, 60), nanos);
    }

    private static int fill(ConcurrencyLimiter limiter, Priority priority) {
        int given = 0;
        while (limiter.acquire(priority) != null) {
            given++;
        }
        return given;
    }

    @Test
    void bulkIsShedFirstAndCriticalLast() {
        ConcurrencyLimiter limiter = limiter(1, 10, 10);

        assertThat(fill(limiter, Priority.BULK)).isEqualTo(6);
        assertThat(fill(limiter, Priority.NORMAL)).isEqualTo(3);
        assertThat(limiter.acquire(Priority.BULK)).isNull();
        assertThat(fill(limiter, Priority.CRITICAL)).isEqualTo(1);
        assertThat(limiter.inFlight()).isEqualTo(10);
    }

    @Test
    void everyPriorityMayHaveOneCallWhenThereIsNoOther() {
        for (Priority priority : Priority.values()) {
            assertThat(fill(new ConcurrencyLimiter(new Concurrency(1, 1, 1, 1, 1), nanos), priority))
                    .isEqualTo(1);
        }
    }

    @Test
    void permitIsGivenBackOnceWhateverIsCalledLater() {
        ConcurrencyLimiter limiter = limiter(1, 10, 10);
        ConcurrencyLimiter.Permit kept = Objects.requireNonNull(limiter.acquire(Priority.NORMAL));
        ConcurrencyLimiter.Permit permit = Objects.requireNonNull(limiter.acquire(Priority.NORMAL));

        permit.ignored();
        permit.succeeded();
        permit.dropped();
        permit.ignored();

        assertThat(limiter.inFlight()).isEqualTo(1);
        kept.succeeded();
        assertThat(limiter.inFlight()).isZero();
    }

    @Test
    void limitGrowsWhileItIsUsedAndCallsTakeNoLonger() {
        ConcurrencyLimiter limiter = limiter(20, 20, 2000);

        new SimulatedDepartment(limiter, nanos).run(Duration.ofSeconds(15), 10_000, underWay -> 50);

        assertThat(limiter.limit()).isGreaterThan(200);
    }

    @Test
    void limitStaysWhileItIsHardlyUsed() {
        ConcurrencyLimiter limiter = limiter(20, 100, 2000);

        new SimulatedDepartment(limiter, nanos).run(Duration.ofSeconds(10), 100, underWay -> 50);

        assertThat(limiter.limit()).isEqualTo(100);
    }

    @Test
    void limitSettlesWhereTheDepartmentBeginsToQueue() {
        ConcurrencyLimiter limiter = limiter(20, 20, 2000);
        SimulatedDepartment department = new SimulatedDepartment(limiter, nanos);

        // Fifty at once, each a tenth of a second; all further ones wait.
        department.run(Duration.ofSeconds(60), 2000, underWay -> Math.max(100, 2L * underWay));

        assertThat(limiter.limit()).isBetween(50, 150);
    }

    @Test
    void limitShrinksWithinSecondsWhenCallsTakeLonger() {
        ConcurrencyLimiter limiter = limiter(20, 200, 2000);
        SimulatedDepartment department = new SimulatedDepartment(limiter, nanos);
        department.run(Duration.ofSeconds(5), 100, underWay -> 100);

        department.run(Duration.ofSeconds(20), 1000, underWay -> 1000);

        assertThat(limiter.limit()).isLessThan(100);
    }

    @Test
    void changeIsSeenInWellUnderASecondAtAHundredRequestsASecond() {
        ConcurrencyLimiter limiter = limiter(5, 5, 2000);
        SimulatedDepartment department = new SimulatedDepartment(limiter, nanos);

        department.run(Duration.ofMillis(500), 100, underWay -> 60);

        assertThat(limiter.limit()).isGreaterThan(5);
    }

    @Test
    void slowDepartmentThatAnswersRarelyIsStillLearntFrom() {
        ConcurrencyLimiter limiter = limiter(2, 20, 2000);
        SimulatedDepartment department = new SimulatedDepartment(limiter, nanos);
        department.run(Duration.ofSeconds(5), 100, underWay -> 100);

        department.run(Duration.ofMinutes(5), 100, underWay -> 10_000);

        assertThat(limiter.limit()).isLessThan(20);
    }

    @Test
    void unansweredCallsShrinkTheLimit() {
        ConcurrencyLimiter limiter = limiter(20, 200, 2000);
        SimulatedDepartment department = new SimulatedDepartment(limiter, nanos);

        department.run(
                Duration.ofSeconds(5), 1000, Priority.CRITICAL, underWay -> 100, ConcurrencyLimiter.Permit::dropped);

        assertThat(limiter.limit()).isEqualTo(20);
    }

    @Test
    void quickFailuresAreNotTakenForQuickAnswers() {
        ConcurrencyLimiter limiter = limiter(20, 20, 2000);
        SimulatedDepartment department = new SimulatedDepartment(limiter, nanos);

        department.run(
                Duration.ofSeconds(10), 20_000, Priority.CRITICAL, underWay -> 2, ConcurrencyLimiter.Permit::dropped);

        assertThat(limiter.limit()).isEqualTo(20);
    }

    @Test
    void fewUnansweredCallsAmongManySlowTheGrowthOnly() {
        ConcurrencyLimiter limiter = limiter(20, 20, 2000);
        int[] calls = new int[1];

        new SimulatedDepartment(limiter, nanos)
                .run(Duration.ofSeconds(20), 10_000, Priority.CRITICAL, underWay -> 50, permit -> {
                    calls[0]++;
                    if (calls[0] % 50 == 0) {
                        permit.dropped();
                    } else {
                        permit.succeeded();
                    }
                });

        assertThat(limiter.limit()).isGreaterThan(100);
    }

    @Test
    void departmentThatHangsHasNoMoreCallsThanTheLimit() {
        ConcurrencyLimiter limiter = limiter(20, 200, 2000);
        SimulatedDepartment department = new SimulatedDepartment(limiter, nanos);

        department.run(Duration.ofSeconds(30), 1000, underWay -> 3_600_000);

        assertThat(limiter.inFlight()).isEqualTo(200);
        assertThat(department.mostInFlight()).isEqualTo(200);
        assertThat(limiter.limit()).isEqualTo(200);
    }

    @Test
    void startsAgainFromTheMinimumAndIsBackWithinSeconds() {
        ConcurrencyLimiter limiter = limiter(20, 200, 2000);
        SimulatedDepartment department = new SimulatedDepartment(limiter, nanos);
        department.run(Duration.ofSeconds(5), 1000, underWay -> 100);

        limiter.restart();

        assertThat(limiter.limit()).isEqualTo(20);
        department.run(Duration.ofSeconds(15), 2000, underWay -> 100);
        assertThat(limiter.limit()).isGreaterThan(150);
    }

    @Test
    void slownessBeforeAStartFromTheMinimumIsStillKnownAfterIt() {
        ConcurrencyLimiter limiter = limiter(20, 20, 2000);
        SimulatedDepartment department = new SimulatedDepartment(limiter, nanos);
        department.run(Duration.ofSeconds(20), 1000, underWay -> 50);
        limiter.restart();

        department.run(Duration.ofSeconds(20), 1000, underWay -> 500);

        assertThat(limiter.limit()).isEqualTo(20);
    }

    @Test
    void otherBoundsKeepTheLimitAsNearAsTheyAllowAndTheCallsUnderWay() {
        ConcurrencyLimiter limiter = limiter(20, 200, 2000);
        List<ConcurrencyLimiter.Permit> permits = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            permits.add(Objects.requireNonNull(limiter.acquire(Priority.NORMAL)));
        }

        limiter.use(new Concurrency(20, 500, 2000, 85, 60));
        assertThat(limiter.limit()).isEqualTo(200);
        limiter.use(new Concurrency(10, 50, 100, 85, 60));
        assertThat(limiter.limit()).isEqualTo(100);

        assertThat(limiter.inFlight()).isEqualTo(120);
        assertThat(limiter.acquire(Priority.CRITICAL)).isNull();
        permits.forEach(ConcurrencyLimiter.Permit::succeeded);
        assertThat(limiter.inFlight()).isZero();
        limiter.use(new Concurrency(300, 300, 300, 85, 60));
        assertThat(limiter.limit()).isEqualTo(300);
    }

    @Test
    void sameBoundsChangeNothing() {
        ConcurrencyLimiter limiter = new ConcurrencyLimiter(BOUNDS, nanos);
        SimulatedDepartment department = new SimulatedDepartment(limiter, nanos);
        department.run(Duration.ofSeconds(10), 10_000, underWay -> 50);
        int limit = limiter.limit();

        limiter.use(new Concurrency(20, 200, 2000, 85, 60));

        assertThat(limiter.limit()).isEqualTo(limit).isGreaterThan(200);
    }

    @Test
    void departmentThatIsAskedInBulkOnlyIsLearntFromToo() {
        ConcurrencyLimiter limiter = new ConcurrencyLimiter(new Concurrency(20, 100, 2000, 85, 30), nanos);
        SimulatedDepartment department = new SimulatedDepartment(limiter, nanos);
        department.run(Duration.ofSeconds(10), 100, underWay -> 50);

        department.run(
                Duration.ofSeconds(20), 1000, Priority.BULK, underWay -> 1000, ConcurrencyLimiter.Permit::succeeded);

        assertThat(limiter.limit()).isLessThan(60);
    }

    @Test
    void answersInNoTimeDoNoHarm() {
        ConcurrencyLimiter limiter = limiter(20, 20, 2000);
        SimulatedDepartment department = new SimulatedDepartment(limiter, nanos);

        department.run(Duration.ofSeconds(2), 1000, underWay -> 0);
        for (int i = 0; i < 100; i++) {
            nanos.advance(Duration.ofMillis(100));
            for (int j = 0; j < 10; j++) {
                Objects.requireNonNull(limiter.acquire(Priority.CRITICAL)).succeeded();
            }
        }

        assertThat(limiter.limit()).isGreaterThanOrEqualTo(20);
    }

    @Test
    void thoseWhoAreShedAreAskedBackAfterAsLongAsCallsTake() {
        ConcurrencyLimiter limiter = limiter(20, 200, 2000);
        SimulatedDepartment department = new SimulatedDepartment(limiter, nanos);

        assertThat(limiter.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        department.run(Duration.ofSeconds(5), 100, underWay -> 2500);
        assertThat(limiter.retryAfter()).isEqualTo(Duration.ofSeconds(3));
        department.run(Duration.ofMinutes(3), 100, underWay -> 60_000);
        assertThat(limiter.retryAfter()).isEqualTo(Duration.ofSeconds(30));
    }
}
