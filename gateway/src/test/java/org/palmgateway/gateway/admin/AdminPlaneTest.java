package org.palmgateway.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.gateway.plane.BundleText;
import org.palmgateway.gateway.plane.TestDepartment;
import org.palmgateway.gateway.plane.TestGateway;
import org.palmgateway.gateway.plane.TestIssuer;

class AdminPlaneTest {

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final TestDepartment DEPARTMENT = new TestDepartment("d");

    @TempDir
    static Path directory;

    private static TestGateway gateway;
    private static String operator;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(
                directory,
                ISSUER,
                Map.of(
                        "d",
                        BundleText.of("d", "330100", DEPARTMENT.url())
                                .route("d.records", "GET", "/records/{id}", "audience: citizen, scopes: [read]")
                                .route("d.open", "GET", "/open", "audience: public")
                                .toString(),
                        "broken",
                        "departments: 7\nroutes: []\n"));
        operator = "Bearer "
                + ISSUER.token(
                        claims -> claims.claim("palm_audience", "governor").claim("roles", List.of("operator")));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        DEPARTMENT.close();
        ISSUER.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health",
                "/metrics",
                "/api/snapshot",
                "/api/routes",
                "/api/quarantine",
                "/api/explain",
                "/openapi.json",
                "/",
                "/nope"
            })
    void nothingIsShownToAStranger(String path) {
        HttpResponse<String> answer = gateway.admin(path);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
    }

    @Test
    void aCitizenIsNoOperator() {
        HttpResponse<String> answer = gateway.admin("/api/snapshot", "Authorization", "Bearer " + ISSUER.citizen());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"code\":\"role-missing\"");
    }

    @Test
    void anOperatorsPhoneIsNoConsole() {
        String phone =
                ISSUER.token(claims -> claims.claim("palm_audience", "citizen").claim("roles", List.of("operator")));

        assertThat(gateway.admin("/api/snapshot", "Authorization", "Bearer " + phone)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aBadTokenIsRefused() {
        HttpResponse<String> answer = gateway.admin("/api/snapshot", "Authorization", "Bearer nonsense");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"code\":\"token-refused\"");
    }

    @Test
    void probesAreOpenAndTellNothingElse() {
        assertThat(gateway.admin("/health/readiness").body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(gateway.admin("/health/liveness").body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void healthShowsTheQuarantineAndStaysUp() {
        String health = ask("/health");

        assertThat(health)
                .contains("\"status\":\"UP\"")
                .contains("\"quarantined\":{\"broken\":[\"broken.yaml:1: departments: 7 (expected: a list)");
    }

    @Test
    void theQuarantineSaysWhatIsWrongAndWhere() {
        assertThat(ask("/api/quarantine"))
                .contains("\"owner\":\"broken\"")
                .contains("\"file\":\"broken.yaml\"")
                .contains("\"line\":1")
                .contains("\"field\":\"departments\"")
                .contains("\"value\":\"7\"")
                .contains("\"expected\":\"a list\"")
                .contains("\"stillLive\":null");
    }

    @Test
    void theSnapshotListsActiveBundles() {
        assertThat(ask("/api/snapshot"))
                .contains("\"revision\":1")
                .contains("\"owner\":\"d\"")
                .contains("\"routes\":2")
                .contains("\"quarantined\":1");
    }

    @Test
    void routesComeInPages() {
        assertThat(ask("/api/routes?limit=1&offset=1"))
                .contains("\"total\":2")
                .contains("d.records")
                .doesNotContain("d.open");
        assertThat(gateway.admin("/api/routes?limit=0", "Authorization", operator)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void explainNamesTheRouteAndWhy() {
        String explanation = ask("/api/explain?path=/records/7&region=330106&audience=citizen&scope=read");

        assertThat(explanation)
                .contains("\"id\":\"d.records\"")
                .contains("\"origin\":\"d.yaml:8\"")
                .contains("\"served\":\"330100\"")
                .contains("\"variables\":{\"id\":\"7\"}")
                .contains("\"forwardedTo\":[\"" + DEPARTMENT.url() + "/records/7\"]")
                .contains("330100 is the nearest above")
                .contains("The caller may pass.");
    }

    @Test
    void explainSaysWhatTheCallerLacks() {
        assertThat(ask("/api/explain?path=/records/7&audience=citizen"))
                .contains("\"status\":403")
                .contains("\"code\":\"insufficient-scope\"");
        assertThat(ask("/api/explain?path=/records/7")).contains("\"status\":401");
    }

    @Test
    void explainShowsTheNearestMiss() {
        assertThat(ask("/api/explain?path=/recrods/7"))
                .contains("\"code\":\"unknown-path\"")
                .contains("\"nearest\":[{\"id\":\"d.records\"");
    }

    @Test
    void metricsCountAnswersByDepartment() {
        gateway.get("/open");

        assertThat(
                        TestGateway.becomes(
                                Duration.ofSeconds(5),
                                () -> ask("/metrics")
                                        .contains(
                                                "palm_requests_seconds_count{department=\"d\",problem=\"none\",status=\"2xx\"}")))
                .isTrue();
        assertThat(ask("/metrics")).contains("palm_snapshot_routes 2.0").contains("jvm_memory_used_bytes");
    }

    @Test
    void theAdminApiDescribesItself() {
        assertThat(ask("/openapi.json"))
                .contains("\"title\":\"Palm Gateway: admin API\"")
                .contains("/api/explain")
                .contains("/api/quarantine");
    }

    @Test
    void unknownPathsAndMethodsAreProblems() {
        HttpResponse<String> unknown = gateway.admin("/api/nope", "Authorization", operator);
        HttpResponse<String> method = gateway.send(
                HttpRequest.newBuilder(java.net.URI.create(
                                "http://127.0.0.1:" + gateway.gateway().adminPort() + "/api/snapshot"))
                        .DELETE(),
                "Authorization",
                operator);

        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("\"code\":\"unknown-path\"");
        assertThat(method.statusCode()).isEqualTo(405);
        assertThat(method.headers().firstValue("Allow")).hasValue("GET");
    }

    @Test
    void theDataPlaneHasNoneOfThis() {
        for (String path : new String[] {"/health", "/metrics", "/api/snapshot", "/openapi.json"}) {
            assertThat(gateway.get(path, "Authorization", operator).body()).contains("\"code\":\"unknown-path\"");
        }
    }

    private static String ask(String path) {
        HttpResponse<String> answer = gateway.admin(path, "Authorization", operator);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
