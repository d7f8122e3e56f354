package org.palmgateway.gateway.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.plane.TestGateway.becomes;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.gateway.admin.Operator;
import org.palmgateway.gateway.plane.BundleText;
import org.palmgateway.gateway.plane.RudeDepartment;
import org.palmgateway.gateway.plane.TestDepartment;
import org.palmgateway.gateway.plane.TestGateway;
import org.palmgateway.gateway.plane.TestIssuer;

class LimitsOverHttpTest {

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final TestDepartment DEPARTMENT = new TestDepartment("one");
    private static final RudeDepartment CLOSES = new RudeDepartment(socket -> {});

    @TempDir
    static Path directory;

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        String open = "audience: public";
        String signedIn = "audience: citizen";
        BundleText one = BundleText.of("one", "330106", DEPARTMENT.url())
                .route("one.plain", "GET", "/plain", open, limit("plain", 3, "1h", "address", "enforce"))
                .route("one.second", "GET", "/second", open, limit("second", 1, "1s", "address", "enforce"))
                .route("one.shadow", "GET", "/shadow", open, limit("shadow", 1, "1h", "address", "shadow"))
                .route(
                        "one.heavy",
                        "GET",
                        "/heavy",
                        open,
                        "policy: { weight: 3, limits: [{ id: heavy, permits: 7, window: 1h, per: [address] }] }")
                .route(
                        "one.two",
                        "GET",
                        "/two",
                        open,
                        "policy:",
                        "  limits:",
                        "    - { id: wide, permits: 5, window: 1h, per: [address] }",
                        "    - { id: narrow, permits: 2, window: 1h, per: [address] }")
                .route("one.citizen", "GET", "/citizen", signedIn, limit("citizen", 2, "1h", "citizen", "enforce"))
                .route("one.refused", "GET", "/refused", signedIn, limit("refused", 1, "1h", "address", "enforce"));
        BundleText county = BundleText.of("county", "330106", CLOSES.url())
                .route("county.both", "GET", "/both", open, "when-down: parent-region");
        BundleText province = BundleText.of("province", "330000", DEPARTMENT.url())
                .route("province.both", "GET", "/both", open, limit("above", 2, "1h", "address", "enforce"));
        gateway = TestGateway.start(
                directory,
                ISSUER,
                Map.of("one", one.toString(), "county", county.toString(), "province", province.toString()),
                "--palm.data-plane.trusted-peers=127.0.0.1");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        DEPARTMENT.close();
        CLOSES.close();
        ISSUER.close();
    }

    private static String limit(String id, int permits, String window, String per, String mode) {
        return "policy: { limits: [{ id: %s, permits: %d, window: %s, per: [%s], mode: %s }] }"
                .formatted(id, permits, window, per, mode);
    }

    /** Calls as somebody behind the trusted proxy. */
    private static HttpResponse<String> from(String address, String path, String... more) {
        List<String> fields = new ArrayList<>(List.of("X-Forwarded-For", address, "Accept-Language", "en"));
        fields.addAll(List.of(more));
        return gateway.get(path, fields.toArray(String[]::new));
    }

    private static String field(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void requestsOverTheLimitAreRefusedAndToldWhenToComeBack() {
        for (int left = 2; left >= 0; left--) {
            HttpResponse<String> passed = from("198.51.100.1", "/plain");
            assertThat(passed.statusCode()).isEqualTo(200);
            assertThat(field(passed, "RateLimit-Policy")).isEqualTo("\"route/one.plain/plain\";q=3;w=3600");
            assertThat(field(passed, "RateLimit")).startsWith("\"route/one.plain/plain\";r=" + left + ";t=");
        }
        int before = DEPARTMENT.seen().size();

        HttpResponse<String> refused = from("198.51.100.1", "/plain");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body())
                .contains("\"code\":\"limit-exceeded\"", "Limit route/one.plain/plain allows 3 in 3600 seconds");
        String retryAfter = field(refused, "Retry-After");
        assertThat(Integer.parseInt(retryAfter)).isBetween(1190, 1200);
        assertThat(field(refused, "RateLimit")).isEqualTo("\"route/one.plain/plain\";r=0;t=" + retryAfter);
        assertThat(field(refused, "Proxy-Status")).isEqualTo("palm; error=http_request_denied");
        assertThat(DEPARTMENT.seen()).hasSize(before);
    }

    @Test
    void clientThatWaitsAsToldIsLetIn() {
        assertThat(from("198.51.100.2", "/second").statusCode()).isEqualTo(200);
        HttpResponse<String> refused = from("198.51.100.2", "/second");
        assertThat(refused.statusCode()).isEqualTo(429);
        long seconds = Long.parseLong(field(refused, "Retry-After"));

        Executor later = CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS);

        assertThat(CompletableFuture.supplyAsync(() -> from("198.51.100.2", "/second"), later)
                        .join()
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void whatStandsBeforeTheTrustedProxysWordChangesNothing() {
        for (int i = 0; i < 3; i++) {
            from("10.9.8." + i + ", 198.51.100.3", "/plain");
        }

        assertThat(from("10.9.8.7, 198.51.100.3", "/plain").statusCode()).isEqualTo(429);
        assertThat(from("198.51.100.4", "/plain").statusCode()).isEqualTo(200);
    }

    @Test
    void subscribersOfOneIpv6NetworkShareALimit() {
        for (int i = 1; i <= 3; i++) {
            from("2001:db8:1:2::" + i, "/plain");
        }

        assertThat(from("2001:db8:1:2:ffff::9", "/plain").statusCode()).isEqualTo(429);
        assertThat(from("2001:db8:1:3::1", "/plain").statusCode()).isEqualTo(200);
    }

    @Test
    void shadowLimitIsCountedAndNeverRefuses() {
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> passed = from("198.51.100.5", "/shadow");
            assertThat(passed.statusCode()).isEqualTo(200);
            assertThat(field(passed, "RateLimit")).isEmpty();
        }

        String limits = new Operator(gateway, ISSUER.official("operator"))
                .get("/api/traffic/limits")
                .body();

        assertThat(limits)
                .containsPattern("route/one.shadow/shadow\"[^}]*\\}[^}]*\"admitted\":1,\"rejected\":0,\"shadowed\":2");
    }

    @Test
    void heavyRouteTakesItsWeight() {
        assertThat(from("198.51.100.6", "/heavy").statusCode()).isEqualTo(200);
        assertThat(from("198.51.100.6", "/heavy").statusCode()).isEqualTo(200);

        assertThat(from("198.51.100.6", "/heavy").statusCode()).isEqualTo(429);
    }

    @Test
    void refusedRequestIsChargedToNoneOfItsLimits() {
        for (int i = 0; i < 6; i++) {
            from("198.51.100.7", "/two");
        }

        String mine = from("198.51.100.7", "/me/limits?path=/two").body();

        assertThat(mine)
                .containsPattern("route/one.two/wide\"[^}]*\"remaining\":3")
                .containsPattern("route/one.two/narrow\"[^}]*\"remaining\":0");
    }

    @Test
    void citizensHaveALimitEachWhereverTheyCallFrom() {
        String one = "Bearer " + ISSUER.token(claims -> claims.subject("citizen-a"));
        String other = "Bearer " + ISSUER.token(claims -> claims.subject("citizen-b"));
        from("198.51.100.8", "/citizen", "Authorization", one);
        from("198.51.100.9", "/citizen", "Authorization", one);

        assertThat(from("198.51.100.10", "/citizen", "Authorization", one).statusCode())
                .isEqualTo(429);
        assertThat(from("198.51.100.8", "/citizen", "Authorization", other).statusCode())
                .isEqualTo(200);
    }

    @Test
    void requestThatIsNotAuthorizedIsNotCharged() {
        for (int i = 0; i < 3; i++) {
            assertThat(from("198.51.100.11", "/refused").statusCode()).isEqualTo(401);
        }

        String token = "Bearer " + ISSUER.citizen();
        assertThat(from("198.51.100.11", "/refused", "Authorization", token).statusCode())
                .isEqualTo(200);
    }

    @Test
    void callersSeeTheirOwnLimitsWithoutBeingCharged() {
        String token = "Bearer " + ISSUER.token(claims -> claims.subject("citizen-c"));
        for (int i = 0; i < 5; i++) {
            HttpResponse<String> mine = from("198.51.100.12", "/me/limits?path=/citizen", "Authorization", token);
            assertThat(mine.statusCode()).isEqualTo(200);
            assertThat(field(mine, "Cache-Control")).contains("no-store");
            assertThat(mine.body()).contains("\"name\":\"route/one.citizen/citizen\"", "\"remaining\":2");
        }
        from("198.51.100.12", "/citizen", "Authorization", token);

        assertThat(from("198.51.100.12", "/me/limits?path=/citizen", "Authorization", token)
                        .body())
                .contains("\"remaining\":1");
        assertThat(from("198.51.100.12", "/me/limits?path=/nowhere").statusCode())
                .isEqualTo(404);
        assertThat(from("198.51.100.12", "/me/limits?path=/citizen").statusCode())
                .isEqualTo(401);
        assertThat(from("198.51.100.12", "/me/limits", "Authorization", "Bearer nonsense")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void requestThatGoesOnToTheRegionAboveIsChargedThere() {
        for (int i = 0; i < 2; i++) {
            assertThat(from("198.51.100.13", "/both", "Palm-Region", "330106").body())
                    .contains("one");
        }

        assertThat(from("198.51.100.13", "/both", "Palm-Region", "330106").statusCode())
                .isEqualTo(429);
    }

    @Test
    void limitsOfEveryLevelAddUp() {
        Operator operator = new Operator(gateway, ISSUER.official("operator"));
        gateway.write(
                "levels.yaml",
                BundleText.of("levels", "330108", DEPARTMENT.url())
                        .route("levels.all", "GET", "/levels", "audience: public")
                        .toString());
        assertThat(becomes(
                        Duration.ofSeconds(5),
                        () -> from("192.0.2.1", "/levels", "Palm-Region", "330108")
                                        .statusCode()
                                == 200))
                .isTrue();
        operator.set(
                "region/330108",
                "{\"limits\":[{\"id\":\"a\",\"permits\":2,\"window\":\"1h\",\"per\":[\"address\",\"route\"]}]}");
        operator.set(
                "region/330000",
                "{\"limits\":[{\"id\":\"a\",\"permits\":9,\"window\":\"1h\",\"per\":[\"address\",\"route\"]}]}");
        from("192.0.2.2", "/levels");
        from("192.0.2.2", "/levels");

        HttpResponse<String> refused = from("192.0.2.2", "/levels");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("region/330108/a");
        String explained =
                operator.get("/api/explain?path=/levels&region=330108").body();
        assertThat(explained)
                .contains("limit region/330108/a", "limit region/330000/a", "region/330000 (version 2)")
                .contains("\"name\":\"breaker.failure-rate\",\"value\":\"50%\",\"source\":\"gateway (default)\"");
    }
}
