package org.palmgateway.bench.limit;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.palmgateway.gateway.limit.Demand;
import org.palmgateway.gateway.limit.LocalLimits;
import org.palmgateway.routes.policy.PlacedLimit;
import reactor.core.publisher.Mono;

/** Citizens who have spent their own limit for a day. */
@State(Scope.Thread)
public class SpentCallers {

    private static final int CITIZENS = 64;

    /** How many limits hold for each request, of which the citizen's is spent. */
    @Param({"1", "3", "6"})
    public int limits;

    private final LocalLimits buckets = new LocalLimits(1000, Clock.systemUTC());
    private List<List<Demand>> demands = List.of();
    private int next;

    /** Spends the limits. */
    @Setup(Level.Trial)
    public void prepare() {
        List<PlacedLimit> placed = SampleLimits.first(limits, 1);
        List<List<Demand>> all = new ArrayList<>(CITIZENS);
        for (int citizen = 0; citizen < CITIZENS; citizen++) {
            all.add(SampleLimits.demands(placed, citizen));
            chargeTo(all.get(citizen));
        }
        demands = all;
    }

    private Mono<?> chargeTo(List<Demand> request) {
        return buckets.charge(request);
    }

    Mono<?> charge() {
        next = (next + 1) % CITIZENS;
        return chargeTo(demands.get(next));
    }
}
