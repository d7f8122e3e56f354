package org.palmgateway.gateway.limit.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.gateway.limit.BucketKey;
import org.palmgateway.gateway.plane.TestGateway;

class RedisBucketsTest {

    private static final BucketKey KEY = new BucketKey("route/r/all", "citizen=4711");
    private static final Visit VISIT = new Visit(Numbers.of(Demands.perMinute(60, 60), 3), 60, 0, 0, 1, 1, 0);

    @TempDir
    private Path directory;

    @Test
    void withoutAConnectionVisitsFailAtOnce() {
        try (RedisBuckets store = RedisBuckets.at("redis://127.0.0.1:1", Clock.systemUTC())) {
            assertThat(store.visit(KEY, VISIT).toCompletableFuture()).isCompletedExceptionally();
            assertThat(store.probe().toCompletableFuture()).isCompletedExceptionally();
        }
    }

    @Test
    void bucketsExpireWhenTheyAreFull() {
        try (RealRedis redis = RealRedis.start(directory);
                RedisBuckets store = connected(redis.uri())) {
            store.visit(KEY, VISIT).toCompletableFuture().join();

            String answer =
                    redis.answers("PTTL palm:limits:route/r/all|citizen=4711").trim();

            // One permit is missing, which takes a second, and a minute is for clocks that differ.
            assertThat(Long.parseLong(answer.substring(1))).isBetween(50_000L, 61_000L);
        }
    }

    @Test
    void visitUnderWayEndsWithAnErrorWhenItIsGivenUp() {
        try (RealRedis redis = RealRedis.start(directory);
                RedisBuckets store = connected(redis.uri())) {
            redis.hang();
            var visit = store.visit(KEY, VISIT).toCompletableFuture();

            store.startOver();

            assertThat(TestGateway.becomes(Duration.ofSeconds(10), visit::isCompletedExceptionally))
                    .isTrue();
        }
    }

    @Test
    void passwordIsInNoMessage() {
        for (String uri : new String[] {"redis://:s3cret@", "http://:s3cret@host", "redis://:s3cret@ho st"}) {
            assertThatThrownBy(() -> RedisBuckets.at(uri, Clock.systemUTC()).close())
                    .isInstanceOf(IllegalArgumentException.class)
                    .satisfies(error -> {
                        StringWriter trace = new StringWriter();
                        error.printStackTrace(new PrintWriter(trace));
                        assertThat(trace.toString()).doesNotContain("s3cret");
                    });
        }
    }

    private static RedisBuckets connected(String uri) {
        RedisBuckets store = RedisBuckets.at(uri, Clock.systemUTC());
        assertThat(TestGateway.becomes(Duration.ofSeconds(10), () -> {
                    var probe = store.probe().toCompletableFuture();
                    return probe.handle((ok, error) -> error == null).join();
                }))
                .isTrue();
        return store;
    }
}
