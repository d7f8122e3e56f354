package org.palmgateway.bench.lookup;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;
import org.palmgateway.routes.index.Match;
import org.palmgateway.routes.path.MalformedPath;
import org.palmgateway.routes.path.NormalPath;

/** Time of one lookup. What the gateway does for a request is {@link #normaliseAndFind}; the others are its parts. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgs = "-Xmx2g")
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class LookupBenchmark {

    /** Asks in turn and does nothing with the question: the cost of measuring. */
    @Benchmark
    public Object nothing(Traffic traffic) {
        return traffic.next();
    }

    /** Normalises the path only. */
    @Benchmark
    public NormalPath normalise(Traffic traffic) throws MalformedPath {
        return NormalPath.of(traffic.next().raw());
    }

    /** Looks up a path that was normalised before; its strings know their hashes from earlier turns. */
    @Benchmark
    public Match find(Traffic traffic) {
        Question question = traffic.next();
        return traffic.index().find(question.method(), question.path(), question.regions());
    }

    /** Looks up a path that no route has. */
    @Benchmark
    public Match findMiss(Traffic traffic) {
        Question question = traffic.nextMiss();
        return traffic.index().find(question.method(), question.path(), question.regions());
    }

    /** Normalises a path and looks it up. */
    @Benchmark
    public Match normaliseAndFind(Traffic traffic) throws MalformedPath {
        Question question = traffic.next();
        return traffic.index().find(question.method(), NormalPath.of(question.raw()), question.regions());
    }
}
