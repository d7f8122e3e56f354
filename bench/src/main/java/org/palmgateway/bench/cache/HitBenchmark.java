package org.palmgateway.bench.cache;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time of the cache's filter, its exchange made and its answer taken. {@link #uncached} is what that costs on a route without cache, before
 * a department that answers at once and without a network; the others are answered from the cache.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgs = "-Xmx2g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class HitBenchmark {

    /** Passes a request on. */
    @Benchmark
    public Object uncached(OtherAnswers answers) {
        return answers.askForUncached();
    }

    /** Answers from the cache. */
    @Benchmark
    public Object hit(KeptAnswers answers) {
        return answers.askForNext();
    }

    /** Answers from the cache, in a coding. */
    @Benchmark
    public Object hitEncoded(OtherAnswers answers) {
        return answers.askForEncoded();
    }

    /** Answers from the cache that the caller has it already. */
    @Benchmark
    public Object notModified(OtherAnswers answers) {
        return answers.askForChanges();
    }
}
