package org.palmgateway.bench.limit;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;
import org.palmgateway.gateway.limit.Demand;
import reactor.core.publisher.Mono;

/** Time to charge a request to the limits in memory. A request costs {@link #demands} and {@link #charge}. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgs = "-Xmx3g")
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 3, time = 3)
public class LimitBenchmark {

    /** Draws the next request: the cost of measuring. */
    @Benchmark
    public List<Demand> nothing(Callers callers) {
        return callers.next();
    }

    /** Works out which buckets a request is charged to, and writes a citizen's id before. */
    @Benchmark
    public List<Demand> demands(Callers callers) {
        return callers.demandsOfNext();
    }

    /** Charges a request that every limit lets pass. */
    @Benchmark
    public Mono<?> charge(Callers callers) {
        return callers.charge(callers.next());
    }

    /** Refuses a request. */
    @Benchmark
    public Mono<?> refuse(SpentCallers callers) {
        return callers.charge();
    }
}
