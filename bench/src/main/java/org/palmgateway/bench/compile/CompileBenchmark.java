package org.palmgateway.bench.compile;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;
import org.palmgateway.routes.bundle.BundleReading;
import org.palmgateway.routes.snapshot.Snapshot;
import org.palmgateway.routes.snapshot.SnapshotCompiler;

/** Time to take one changed bundle in: reading its text, and compiling the next snapshot. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 2, jvmArgs = "-Xmx2g")
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class CompileBenchmark {

    /** Reads and checks the text of the bundle: at 100,000 routes it has 80 of them. */
    @Benchmark
    public BundleReading read(ChangedBundle bundle) {
        return bundle.read();
    }

    /** Compiles the next snapshot from the live one and the changed bundle. */
    @Benchmark
    public Snapshot compile(ChangedBundle bundle) {
        return new SnapshotCompiler().compile(bundle.live(), bundle.change());
    }
}
