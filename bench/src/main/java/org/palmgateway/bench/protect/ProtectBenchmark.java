package org.palmgateway.bench.protect;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.palmgateway.gateway.protect.Choice;
import org.palmgateway.gateway.protect.ConcurrencyLimiter;
import org.palmgateway.gateway.protect.DepartmentLoad;
import org.palmgateway.gateway.protect.ForcedBreakers;
import org.palmgateway.routes.policy.Priority;

/** Time of all that one protected call costs: finding the department, limiting, choosing, the breaker, and reporting success. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgs = "-Xmx2g")
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class ProtectBenchmark {

    private static final Duration TOOK = Duration.ofMillis(50);

    /** On one thread. */
    @Benchmark
    @Threads(1)
    public Object one(ProtectedDepartment department) {
        return call(department);
    }

    /** On two threads that call the same department. */
    @Benchmark
    @Threads(2)
    public Object two(ProtectedDepartment department) {
        return call(department);
    }

    private static Object call(ProtectedDepartment department) {
        DepartmentLoad load = department.departments.of("department-7", department.settings);
        load.request();
        ConcurrencyLimiter.@Nullable Permit permit = load.acquire(Priority.NORMAL);
        if (permit == null) {
            throw new IllegalStateException("nothing is shed here");
        }
        Choice choice = department.choice.choose(load, department.upstreams, Set.of(), ForcedBreakers.NONE);
        if (choice instanceof Choice.Chosen chosen) {
            chosen.call().succeeded(TOOK);
        }
        load.fastestAnswer().seen(TOOK);
        permit.succeeded();
        return choice;
    }
}
