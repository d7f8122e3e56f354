package org.palmgateway.bench.compile;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;
import org.palmgateway.routes.snapshot.OverlapReport;
import org.palmgateway.routes.snapshot.Overlaps;

/** Time to find what a new route would share with 100,000 others. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-Xmx2g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class OverlapBenchmark {

    /** Finds the overlaps, each with a request that was looked up. */
    @Benchmark
    public OverlapReport overlaps(WideRoute route) {
        return new Overlaps().of(route.before(), route.candidate(), WideRoute.OWNER);
    }
}
