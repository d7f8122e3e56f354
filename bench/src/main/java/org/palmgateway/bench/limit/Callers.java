package org.palmgateway.bench.limit;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.palmgateway.gateway.limit.Demand;
import org.palmgateway.gateway.limit.LocalLimits;
import org.palmgateway.routes.policy.PlacedLimit;
import reactor.core.publisher.Mono;

/** Citizens whose buckets are in memory, drawn at random; each has a bucket of its own, and all share the others. */
@State(Scope.Thread)
public class Callers {

    private static final long SEED = 330000;
    private static final long MAXIMUM = 1_100_000;

    /** How many limits hold for each request. */
    @Param({"1", "3", "6"})
    public int limits;

    /** How many citizens there are. */
    @Param({"64", "1000000"})
    public int citizens;

    private final LocalLimits buckets = new LocalLimits(MAXIMUM, Clock.systemUTC());
    private final SplittableRandom random = new SplittableRandom(SEED);
    private List<PlacedLimit> placed = List.of();
    private List<List<Demand>> demands = List.of();

    /** Makes the demands and the buckets. */
    @Setup(Level.Trial)
    public void prepare() {
        placed = SampleLimits.first(limits, SampleLimits.PLENTY);
        List<List<Demand>> all = new ArrayList<>(citizens);
        for (int citizen = 0; citizen < citizens; citizen++) {
            List<Demand> own = SampleLimits.demands(placed, citizen);
            all.add(own);
            charge(own);
        }
        demands = all;
    }

    List<Demand> next() {
        return demands.get(random.nextInt(citizens));
    }

    List<Demand> demandsOfNext() {
        return SampleLimits.demands(placed, random.nextInt(citizens));
    }

    Mono<?> charge(List<Demand> request) {
        return buckets.charge(request);
    }
}
