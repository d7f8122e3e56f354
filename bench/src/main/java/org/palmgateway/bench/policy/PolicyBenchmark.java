package org.palmgateway.bench.policy;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.policy.AppliedPolicy;
import org.palmgateway.routes.snapshot.Snapshot;

/** Time to know the effective policy of a request, which is worked out when a policy changes and looked up when one is needed. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgs = "-Xmx2g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PolicyBenchmark {

    /** Takes the next route: the cost of measuring. */
    @Benchmark
    public CompiledRoute nothing(RoutePolicies policies) {
        return policies.next();
    }

    /** Looks up what holds for a request. */
    @Benchmark
    public AppliedPolicy effective(RoutePolicies policies) {
        return policies.ofNext();
    }

    /** Works out what holds for all routes. */
    @Benchmark
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public Snapshot change(RoutePolicies policies) {
        return policies.changed();
    }
}
