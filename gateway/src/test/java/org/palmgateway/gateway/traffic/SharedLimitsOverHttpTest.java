package org.palmgateway.gateway.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.plane.TestGateway.becomes;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.gateway.admin.Operator;
import org.palmgateway.gateway.limit.shared.RealRedis;
import org.palmgateway.gateway.plane.TestDepartment;
import org.palmgateway.gateway.plane.TestGateway;
import org.palmgateway.gateway.plane.TestIssuer;

class SharedLimitsOverHttpTest {

    private static final String LIMIT = "limits: [{ id: all, permits: %d, window: 24h, per: [department] }]";

    @TempDir
    Path directory;

    @TempDir
    Path redisDirectory;

    private static TestGateway node(Path directory, TestIssuer issuer, String redis, String bundle) {
        return TestGateway.start(
                directory,
                issuer,
                Map.of("one", bundle),
                "--palm.limits.redis.uri=" + redis,
                "--palm.limits.redis.nodes=2");
    }

    private static boolean isShared(TestGateway gateway, TestIssuer issuer) {
        return new Operator(gateway, issuer.official("operator"))
                .get("/api/traffic/limits")
                .body()
                .contains("\"mode\":\"shared\"");
    }

    @Test
    void nodesCountTogetherAndEnforceTheirShareWithoutRedis() {
        try (RealRedis redis = RealRedis.start(redisDirectory);
                TestIssuer issuer = new TestIssuer();
                TestDepartment department = new TestDepartment("one")) {
            String bundle = Bundles.of("one", department.url(), LIMIT.formatted(20));
            try (TestGateway a = node(directory.resolve("a"), issuer, redis.uri(), bundle);
                    TestGateway b = node(directory.resolve("b"), issuer, redis.uri(), bundle)) {
                assertThat(becomes(Duration.ofSeconds(20), () -> isShared(a, issuer) && isShared(b, issuer)))
                        .isTrue();

                long passed = IntStream.range(0, 40)
                        .mapToObj(i -> (i % 2 == 0 ? a : b).get("/one"))
                        .filter(answer -> answer.statusCode() == 200)
                        .count();

                // Apart it would be 40. A machine so busy that Redis seems lost adds one share at most.
                assertThat(passed).isBetween(20L, 30L);
                HttpResponse<String> refused = a.get("/one");
                assertThat(refused.statusCode()).isEqualTo(429);
                assertThat(refused.headers().firstValue("RateLimit-Policy"))
                        .hasValue("\"department/one/all\";q=20;w=86400");
                redis.kill();
                assertThat(becomes(Duration.ofSeconds(1), () -> {
                            a.get("/one");
                            return !isShared(a, issuer);
                        }))
                        .isTrue();
                assertThat(a.get("/one").statusCode()).isEqualTo(429);
                redis.start();
                assertThat(becomes(Duration.ofSeconds(20), () -> isShared(a, issuer)))
                        .isTrue();
            }
        }
    }
}
