package org.palmgateway.gateway.compose;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;
import org.palmgateway.routes.compose.Plan;

/** Time to plan a composed call of five branches: when its bundle is read, and before the first branch of each call is sent. */
@NullMarked
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgs = "-Xmx2g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PlanningBenchmark {

    /** Works out which branches can run at the same time, and what they need. */
    @Benchmark
    public Plan order(PlannedCalls calls) {
        return calls.order();
    }

    /** Finds the branches' routes, lets the caller pass, charges all limits at once, and holds a place for each branch. */
    @Benchmark
    public Call plan(PlannedCalls calls) {
        return calls.plan();
    }
}
