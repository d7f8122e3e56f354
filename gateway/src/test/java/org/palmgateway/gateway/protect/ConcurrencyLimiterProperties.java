package org.palmgateway.gateway.protect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.palmgateway.routes.policy.Concurrency;
import org.palmgateway.routes.policy.Priority;

class ConcurrencyLimiterProperties {

    @Property(tries = 30)
    void neverMoreCallsThanTheBoundAreUnderWay(@ForAll @IntRange(min = 1, max = 12) int limit) throws Exception {
        ConcurrencyLimiter limiter =
                new ConcurrencyLimiter(new Concurrency(limit, limit, limit, 85, 60), System::nanoTime);
        AtomicInteger underWay = new AtomicInteger();

        List<Boolean> kept = AtOnce.call(8, 500, () -> {
            ConcurrencyLimiter.Permit permit = limiter.acquire(Priority.CRITICAL);
            if (permit == null) {
                return true;
            }
            boolean within = underWay.incrementAndGet() <= limit;
            LockSupport.parkNanos(1);
            underWay.decrementAndGet();
            end(permit);
            return within;
        });

        assertThat(kept).doesNotContain(false);
        assertThat(limiter.inFlight()).isZero();
    }

    private static void end(ConcurrencyLimiter.Permit permit) {
        switch (ThreadLocalRandom.current().nextInt(3)) {
            case 0 -> permit.succeeded();
            case 1 -> permit.dropped();
            default -> permit.ignored();
        }
    }

    @Property(tries = 20)
    void permitEndedByManyThreadsIsGivenBackOnce(@ForAll @IntRange(min = 1, max = 5) int others) throws Exception {
        ConcurrencyLimiter limiter = new ConcurrencyLimiter(new Concurrency(10, 10, 10, 100, 100), System::nanoTime);
        for (int i = 0; i < others; i++) {
            limiter.acquire(Priority.NORMAL);
        }
        ConcurrencyLimiter.Permit permit = Objects.requireNonNull(limiter.acquire(Priority.NORMAL));

        AtOnce.call(4, 5, () -> {
            end(permit);
            return true;
        });

        assertThat(limiter.inFlight()).isEqualTo(others);
    }

    @Property
    void lessImportantRequestsNeverPassWhereMoreImportantOnesAreShed(
            @ForAll @IntRange(min = 1, max = 500) int limit,
            @ForAll @IntRange(min = 1, max = 100) int normalShare,
            @ForAll @IntRange(min = 1, max = 100) int bulkShare,
            @ForAll @IntRange(max = 500) int underWay) {
        int bulk = Math.min(normalShare, bulkShare);
        ConcurrencyLimiter limiter =
                new ConcurrencyLimiter(new Concurrency(limit, limit, limit, normalShare, bulk), System::nanoTime);
        for (int i = 0; i < underWay; i++) {
            limiter.acquire(Priority.CRITICAL);
        }

        boolean critical = passes(limiter, Priority.CRITICAL);
        boolean normal = passes(limiter, Priority.NORMAL);
        boolean bulkToo = passes(limiter, Priority.BULK);

        assertThat(critical).isEqualTo(underWay < limit);
        assertThat(normal).isEqualTo(underWay < Math.max(1, Math.ceil(limit * normalShare / 100.0)));
        assertThat(!normal || critical).isTrue();
        assertThat(!bulkToo || normal).isTrue();
    }

    private static boolean passes(ConcurrencyLimiter limiter, Priority priority) {
        ConcurrencyLimiter.Permit permit = limiter.acquire(priority);
        if (permit != null) {
            permit.ignored();
        }
        return permit != null;
    }
}
