package org.palmgateway.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.limit.TestDemands.MINUTE;
import static org.palmgateway.gateway.limit.TestDemands.demand;
import static org.palmgateway.gateway.limit.TestDemands.isGranted;
import static org.palmgateway.gateway.limit.TestDemands.limit;
import static org.palmgateway.gateway.limit.TestDemands.remaining;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.RepeatedTest;
import org.palmgateway.routes.policy.Limit;

/** Many threads at once, while the clock stands still. */
class ConcurrentChargesTest {

    private static final int THREADS = 8;
    private static final int CALLS = 1500;

    private final LocalLimits limits = new LocalLimits(1000, new TurnedClock());

    @RepeatedTest(5)
    void bucketAdmitsExactlyWhatItHolds() throws Exception {
        Limit limit = limit("shared", 1, MINUTE, 10_000);

        long admitted = hammer(thread -> new Demand[] {demand(limit, 3)});

        assertThat(admitted).isEqualTo(3333);
        assertThat(remaining(limits, demand(limit, 1))).isEqualTo(1);
    }

    @RepeatedTest(5)
    void severalLimitsAdmitExactlyWhatTheScarcestHolds() throws Exception {
        Limit scarce = limit("scarce", 1, MINUTE, 7001);
        Limit other = limit("other", 1, MINUTE, 7005);
        Demand[] demands = {demand(other, 2), demand(scarce, 2)};
        Demand[] reversed = {demand(scarce, 2), demand(other, 2)};

        long admitted = hammer(thread -> thread % 2 == 0 ? demands : reversed);
        // Who was refused while another one gave back what it had taken may come again.
        while (isGranted(limits, demands)) {
            admitted++;
        }

        assertThat(admitted).isEqualTo(3500);
        assertThat(remaining(limits, demand(scarce, 1))).isEqualTo(1);
        assertThat(remaining(limits, demand(other, 1))).isEqualTo(5);
    }

    @RepeatedTest(5)
    void whatIsGivenBackIsNeitherLostNorMore() throws Exception {
        Limit common = limit("common", 1, MINUTE, 4000);
        Limit own = limit("own", 1, MINUTE, 400);

        long admitted = hammer(thread -> new Demand[] {demand(common, 1), demand(own, "citizen=" + thread, 1)});

        assertThat(remaining(limits, demand(common, 1))).isEqualTo(4000 - admitted);
        long left = 0;
        for (int thread = 0; thread < THREADS; thread++) {
            left += remaining(limits, demand(own, "citizen=" + thread, 1));
        }
        assertThat(left).isEqualTo(THREADS * 400L - admitted).isZero();
    }

    @RepeatedTest(5)
    void threadsThatSeeDifferentNumbersCreateNoPermits() throws Exception {
        Limit one = limit("changing", 1, MINUTE, 1000);
        Limit other = limit("changing", 2, MINUTE, 1000);

        long admitted = hammer(thread -> new Demand[] {demand(thread % 2 == 0 ? one : other, 1)});

        assertThat(admitted).isEqualTo(1000);
        assertThat(limits.standings(List.of(demand(other, 1))).get(0).untilFull())
                .isEqualTo(MINUTE.multipliedBy(500));
    }

    private long hammer(IntFunction<Demand[]> demands) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CyclicBarrier start = new CyclicBarrier(THREADS);
            List<Future<Long>> counts = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Demand[] own = demands.apply(thread);
                counts.add(threads.submit(() -> {
                    start.await();
                    long granted = 0;
                    for (int call = 0; call < CALLS; call++) {
                        granted += isGranted(limits, own) ? 1 : 0;
                    }
                    return granted;
                }));
            }
            long all = 0;
            for (Future<Long> count : counts) {
                all += count.get(60, TimeUnit.SECONDS);
            }
            return all;
        } finally {
            threads.shutdownNow();
        }
    }
}
