package org.palmgateway.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.limit.TestDemands.charge;
import static org.palmgateway.gateway.limit.TestDemands.demand;
import static org.palmgateway.gateway.limit.TestDemands.isGranted;
import static org.palmgateway.gateway.limit.TestDemands.limit;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.palmgateway.routes.policy.Limit;

class LocalLimitsProperties {

    /**
     * A request, some time after the one before.
     *
     * @param pause milliseconds
     * @param share the weight, in per mille of the burst
     * @param asks one bit for each limit that it is charged to
     */
    record Request(long pause, int share, int asks) {}

    @Provide
    Arbitrary<Limit> limits() {
        // By magnitudes, so that small numbers, huge ones and all between them are as frequent.
        Arbitrary<Long> numbers = Combinators.combine(
                        Arbitraries.integers().between(0, 29),
                        Arbitraries.longs().between(0, Limit.MOST))
                .as((bits, noise) -> Math.min(Limit.MOST, (1L << bits) + (noise & ((1L << bits) - 1))));
        Arbitrary<Duration> windows = Arbitraries.oneOf(
                Arbitraries.of(1, 60, 3600, 86_400).map(Duration::ofSeconds),
                Arbitraries.longs()
                        .between(Limit.SHORTEST.toNanos(), Limit.LONGEST.toNanos())
                        .map(Duration::ofNanos));
        return Combinators.combine(numbers, windows, numbers)
                .as((permits, window, burst) -> limit("any", permits, window, burst));
    }

    @Provide
    Arbitrary<List<Request>> requests() {
        Arbitrary<Long> pauses = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.longs().between(0, 3000)),
                Tuple.of(1, Arbitraries.longs().between(0, 3_000_000_000L)));
        return Combinators.combine(
                        pauses,
                        Arbitraries.integers().between(0, 1000),
                        Arbitraries.integers().between(1, 7))
                .as(Request::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    @Property
    void noMoreIsAdmittedThanBurstAndWhatCameBack(
            @ForAll("limits") Limit limit, @ForAll("requests") List<Request> requests) {
        TurnedClock clock = new TurnedClock();
        LocalLimits limits = new LocalLimits(100, clock);
        List<Long> times = new ArrayList<>();
        List<Long> weights = new ArrayList<>();
        long time = 0;

        for (Request request : requests) {
            clock.turn(Duration.ofMillis(request.pause()));
            time += request.pause() * 1_000_000;
            long weight = Math.max(1, limit.burst() * request.share() / 1000);
            if (isGranted(limits, demand(limit, weight))) {
                times.add(time);
                weights.add(weight);
            }
        }

        for (int from = 0; from < times.size(); from++) {
            BigInteger admitted = BigInteger.ZERO;
            for (int to = from; to < times.size(); to++) {
                admitted = admitted.add(BigInteger.valueOf(weights.get(to)));
                BigInteger cameBack = BigInteger.valueOf(times.get(to) - times.get(from))
                        .multiply(BigInteger.valueOf(limit.permits()))
                        .divide(BigInteger.valueOf(limit.window().toNanos()));
                // One more, for the part of a permit that was there before the first of these.
                assertThat(admitted)
                        .isLessThanOrEqualTo(cameBack.add(BigInteger.valueOf(limit.burst() + (from > 0 ? 1 : 0))));
            }
        }
    }

    @Property
    void whoWaitsAsLongAsToldIsAdmittedAndNotBefore(
            @ForAll("limits") Limit limit, @ForAll("requests") List<Request> requests) {
        TurnedClock clock = new TurnedClock();
        LocalLimits limits = new LocalLimits(100, clock);

        for (Request request : requests) {
            clock.turn(Duration.ofMillis(request.pause()).plusNanos(request.share()));
            Demand demand = demand(limit, Math.max(1, limit.burst() * request.share() / 1000));
            Charge charge = charge(limits, demand);
            if (charge instanceof Charge.Refused refused) {
                long told = Objects.requireNonNull(MostRestrictive.of(refused)).retryAfterSeconds();
                // The clock of the test must not pass the year 2262, where nanoseconds end.
                if (told < Duration.ofDays(366).toSeconds()) {
                    long exactly = refused.lacking().get(0).untilEnough().toMillis();
                    clock.turn(Duration.ofMillis(Math.max(0, exactly - 1)));
                    assertThat(isGranted(limits, demand)).isFalse();
                    clock.turn(Duration.ofSeconds(told).minusMillis(Math.max(0, exactly - 1)));
                    assertThat(isGranted(limits, demand)).isTrue();
                }
            }
        }
    }

    @Property
    void everyRequestIsChargedToAllOfItsLimitsOrToNone(
            @ForAll @Size(3) List<@IntRange(min = 1, max = 50) Integer> bursts,
            @ForAll @IntRange(max = 7) int shadows,
            @ForAll("requests") List<Request> requests) {
        // No time passes, so that every bucket is what it was less what was admitted.
        LocalLimits limits = new LocalLimits(100, new TurnedClock());
        long[] left = bursts.stream().mapToLong(Integer::longValue).toArray();
        Limit[] all = new Limit[3];
        for (int i = 0; i < 3; i++) {
            Limit limit = limit("limit-" + i, 1, Duration.ofDays(1), left[i]);
            all[i] = (shadows >> i & 1) == 1 ? TestDemands.shadow(limit) : limit;
        }

        for (Request request : requests) {
            int weight = 1 + request.share() / 100;
            List<Demand> demands = new ArrayList<>();
            boolean admit = true;
            for (int i = 0; i < 3; i++) {
                if ((request.asks() >> i & 1) == 1) {
                    demands.add(demand(all[i], weight));
                    admit &= all[i].mode() == Limit.Mode.SHADOW || left[i] >= weight;
                }
            }

            Charge charge = charge(limits, demands.toArray(new Demand[0]));

            assertThat(charge instanceof Charge.Granted).isEqualTo(admit);
            for (int i = 0; i < 3; i++) {
                boolean asked = (request.asks() >> i & 1) == 1;
                left[i] -= asked && admit && left[i] >= weight ? weight : 0;
                assertThat(TestDemands.remaining(limits, demand(all[i], 1))).isEqualTo(left[i]);
            }
            assertThat(charge.standings()).extracting(Standing::demand).isEqualTo(Arrays.asList(demands.toArray()));
        }
    }
}
