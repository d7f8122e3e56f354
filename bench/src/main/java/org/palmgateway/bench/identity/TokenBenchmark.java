package org.palmgateway.bench.identity;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;
import org.palmgateway.auth.passport.Passport;
import org.palmgateway.auth.token.Principal;
import reactor.core.publisher.Mono;

/**
 * Time to know a caller. A request of a caller who is signed in costs {@link #cached} and {@link #passportReused}; the
 * first with a new token costs {@link #first} besides. Everything is in memory, so that waiting for the answer never waits.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgs = "-Xmx2g")
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 2, time = 5)
public class TokenBenchmark {

    /** Takes a caller in turn and waits for an answer that is there: the cost of measuring. */
    @Benchmark
    public @Nullable Principal nothing(KnownCallers callers) {
        return Mono.just(callers.next()).block();
    }

    /** Recognises a token that was verified before. */
    @Benchmark
    public @Nullable Principal cached(KnownTokens tokens) {
        return tokens.principalOfNext().block();
    }

    /** Verifies a token fully. */
    @Benchmark
    public @Nullable Principal first(NewTokens tokens) {
        return tokens.principalOfNext().block();
    }

    /** Finds the passport of a caller whom the department has had before. */
    @Benchmark
    public Passport passportReused(KnownPassports passports) {
        return passports.next();
    }
}
