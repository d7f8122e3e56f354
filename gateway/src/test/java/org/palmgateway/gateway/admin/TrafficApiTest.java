package org.palmgateway.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.admin.Operator.assertProblem;
import static org.palmgateway.gateway.admin.Operator.read;
import static org.palmgateway.gateway.admin.Operator.wrongFields;
import static org.palmgateway.gateway.plane.TestGateway.becomes;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.gateway.plane.BundleText;
import org.palmgateway.gateway.plane.TestDepartment;
import org.palmgateway.gateway.plane.TestGateway;
import org.palmgateway.gateway.plane.TestIssuer;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.JsonNode;

/** Every test has routes of its own, which the bundles limit. */
class TrafficApiTest {

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final Sinks.One<String> HELD = Sinks.one();
    private static final TestDepartment DEPARTMENT = new TestDepartment((request, response) -> switch (request.uri()) {
        case "/busy/held" -> response.sendString(HELD.asMono());
        case "/ill/a" -> response.status(500).send();
        default -> response.sendString(Mono.just("{}"));
    });
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    static Path directory;

    private static TestGateway gateway;
    private static Operator operator;

    @BeforeAll
    static void start() {
        String person = "audience: citizen";
        gateway = TestGateway.start(
                directory,
                ISSUER,
                Map.of(
                        "d",
                        BundleText.of("d", "330100", DEPARTMENT.url())
                                .route("d.counted", "GET", "/counted", "audience: public", limits(2, "route"))
                                .route("d.watched", "GET", "/watched", "audience: public", shadow())
                                .route("d.own", "GET", "/own", person, limits(1, "citizen"))
                                .route("d.anyone", "GET", "/anyone", "audience: public", limits(1, "citizen"))
                                .route("d.place", "GET", "/place", "audience: public", limits(1, "address"))
                                .route("d.both", "GET", "/both", person, limits(1, "application, route"))
                                .route("d.plain", "GET", "/plain", person, limits(1, "citizen"))
                                .toString(),
                        "busy",
                        BundleText.of("busy", "330100", DEPARTMENT.url())
                                .route("busy.held", "GET", "/busy/held", "audience: public")
                                .toString(),
                        "ill",
                        BundleText.of(
                                        "ill",
                                        "330100",
                                        DEPARTMENT.url(),
                                        "policy: { breaker: { window: 2, minimum-calls: 2, open-for: 1h } }")
                                .route("ill.a", "GET", "/ill/a", "audience: public")
                                .toString()));
        operator = new Operator(
                gateway,
                ISSUER.token(claims -> claims.subject("he-tao")
                        .claim("palm_audience", "official")
                        .claim("roles", List.of("operator"))));
    }

    private static String limits(int permits, String per) {
        return "policy: { limits: [{ id: all, permits: " + permits + ", window: 24h, per: [" + per + "] }] }";
    }

    private static String shadow() {
        return "policy: { limits: [{ id: all, permits: 1, window: 24h, per: [route], mode: shadow }] }";
    }

    @AfterAll
    static void stop() {
        gateway.close();
        DEPARTMENT.close();
        ISSUER.close();
    }

    private static int call(String path) {
        return gateway.get(path).statusCode();
    }

    private static int call(String path, String subject) {
        String token = ISSUER.token(claims -> claims.subject(subject));
        return gateway.get(path, "Authorization", "Bearer " + token).statusCode();
    }

    private static JsonNode limit(String name) {
        JsonNode found = null;
        for (JsonNode limit : read(operator.get("/api/traffic/limits"), 200).path("limits")) {
            if (limit.path("name").asString().equals(name)) {
                assertThat(found).as("listed once").isNull();
                found = limit;
            }
        }
        assertThat(found).as(name).isNotNull();
        return found;
    }

    private static JsonNode department(String id) {
        for (JsonNode each : read(operator.get("/api/traffic/departments"), 200)) {
            if (each.path("department").asString().equals(id)) {
                return each;
            }
        }
        return tools.jackson.databind.node.MissingNode.getInstance();
    }

    private static HttpResponse<String> reset(String limit, String subject) {
        return operator.post("/api/traffic/limits/reset", "{\"limit\":\"" + limit + "\",\"subject\":" + subject + "}");
    }

    private static String citizen(String subject) {
        return "{\"citizen\":\"" + ISSUER.uri() + " " + subject + "\"}";
    }

    @Test
    void everyLimitShowsItsNumbersAndWhatBecameOfRequests() {
        assertThat(List.of(call("/counted"), call("/counted"), call("/counted")))
                .containsExactly(200, 200, 429);

        JsonNode limit = limit("route/d.counted/all");

        assertThat(limit.path("admitted").asLong()).isEqualTo(2);
        assertThat(limit.path("rejected").asLong()).isEqualTo(1);
        assertThat(limit.path("shadowed").asLong()).isZero();
        assertThat(limit.path("limit").toString())
                .isEqualTo("{\"id\":\"all\",\"permits\":2,\"window\":\"24h\",\"burst\":2,\"per\":[\"route\"],"
                        + "\"mode\":\"enforce\"}");
        assertThat(limit.path("source").asString()).startsWith("route/d.counted (bundle d.yaml:");
        JsonNode all = read(operator.get("/api/traffic/limits"), 200);
        assertThat(all.path("mode").asString()).isEqualTo("local");
        assertThat(all.path("buckets").asLong()).isPositive();
    }

    @Test
    void aLimitInShadowShowsWhomItWouldHaveRefused() {
        assertThat(List.of(call("/watched"), call("/watched"), call("/watched")))
                .containsExactly(200, 200, 200);

        JsonNode limit = limit("route/d.watched/all");

        assertThat(limit.path("admitted").asLong()).isEqualTo(1);
        assertThat(limit.path("rejected").asLong()).isZero();
        assertThat(limit.path("shadowed").asLong()).isEqualTo(2);
    }

    @Test
    void aLimitOfOperatorsIsListedAsSoonAsItHolds() {
        String place = "/api/policies/region/330100";
        HttpResponse<String> made = operator.put(
                place,
                "{\"reason\":\"x\",\"policy\":{\"limits\":[{\"id\":\"town\",\"permits\":1000000,\"window\":\"1s\",\"per\":[\"region\"]}]}}",
                "If-None-Match",
                "*");

        assertThat(limit("region/330100/town").path("source").asString())
                .isEqualTo("region/330100 (version "
                        + read(made, 200).path("version").asLong() + ")");

        operator.delete(place + "?reason=x", "If-Match", Operator.tag(made));
        assertThat(operator.get("/api/traffic/limits").body()).doesNotContain("region/330100/town");
    }

    @Test
    void aDepartmentShowsItsCallsUnderWay() {
        CompletableFuture<HttpResponse<String>> answer = gateway.client()
                .sendAsync(
                        HttpRequest.newBuilder(gateway.uri("/busy/held")).build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(becomes(SOON, () -> department("busy").path("callsUnderWay").asInt() == 1))
                .isTrue();
        JsonNode busy = department("busy");
        assertThat(busy.path("concurrencyLimit").asInt()).isPositive();
        assertThat(busy.path("requestsOfLate").asLong()).isEqualTo(1);
        assertThat(busy.path("upstreams").path(0).path("upstream").asString()).isEqualTo("main");
        assertThat(busy.path("upstreams").path(0).path("breaker").asString()).isEqualTo("closed");
        assertThat(busy.path("upstreams").path(0).path("callsUnderWay").asInt()).isEqualTo(1);

        HELD.tryEmitValue("{}");
        assertThat(answer.join().statusCode()).isEqualTo(200);
        assertThat(becomes(SOON, () -> department("busy").path("callsUnderWay").asInt() == 0))
                .isTrue();
        assertThat(department("busy").path("upstreams").path(0).path("calls").asInt())
                .isEqualTo(1);
    }

    @Test
    void anOpenBreakerShowsWhyAndForHowLong() {
        assertThat(List.of(call("/ill/a"), call("/ill/a"), call("/ill/a"))).containsExactly(500, 500, 503);

        JsonNode upstream = department("ill").path("upstreams").path(0);

        assertThat(upstream.path("breaker").asString()).isEqualTo("open");
        assertThat(upstream.path("forced").isNull()).isTrue();
        assertThat(upstream.path("failureRate").asDouble()).isEqualTo(100.0);
        assertThat(upstream.path("notPermitted").asLong()).isEqualTo(1);
        assertThat(upstream.path("failuresInARow").asInt()).isEqualTo(2);
        assertThat(upstream.path("millisUntilProbe").asLong())
                .isBetween(
                        Duration.ofMinutes(50).toMillis(), Duration.ofHours(1).toMillis());
    }

    @Test
    void aDepartmentThatNobodyCalledIsNotShown() {
        assertThat(operator.get("/api/traffic/departments").body()).doesNotContain("\"nobody\"");
    }

    @Test
    void oneCitizensLimitIsFilledAndNobodyElses() {
        assertThat(List.of(call("/own", "li"), call("/own", "li"))).containsExactly(200, 429);
        assertThat(List.of(call("/own", "wang"), call("/own", "wang"))).containsExactly(200, 429);

        HttpResponse<String> answer = reset("route/d.own/all", citizen("li"));

        assertThat(read(answer, 200).path("limit").asString()).isEqualTo("route/d.own/all");
        assertThat(List.of(call("/own", "li"), call("/own", "li"))).containsExactly(200, 429);
        assertThat(call("/own", "wang")).isEqualTo(429);
    }

    @Test
    void whoHasNoNameIsFilledByAddress() {
        assertThat(List.of(call("/anyone"), call("/anyone"))).containsExactly(200, 429);

        read(reset("route/d.anyone/all", "{\"citizen-at\":\"127.0.0.2\"}"), 200);
        assertThat(call("/anyone")).isEqualTo(429);
        read(reset("route/d.anyone/all", "{\"citizen-at\":\"127.0.0.1\"}"), 200);

        assertThat(call("/anyone")).isEqualTo(200);
    }

    @Test
    void aLimitByAddressIsFilledByAddress() {
        assertThat(List.of(call("/place"), call("/place"))).containsExactly(200, 429);

        read(reset("route/d.place/all", "{\"address\":\"127.0.0.1\"}"), 200);

        assertThat(call("/place")).isEqualTo(200);
    }

    @Test
    void aLimitOfTwoDimensionsNeedsBoth() {
        assertThat(List.of(call("/both", "li"), call("/both", "li"))).containsExactly(200, 429);

        assertThat(wrongFields(reset("route/d.both/all", "{\"application\":\"phone\"}")))
                .containsExactly("subject.route");
        read(reset("route/d.both/all", "{\"route\":\"d.both\",\"application\":\"phone\"}"), 200);

        assertThat(call("/both", "li")).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                                             | limit",
                "{\"limit\":\"route/nobody/all\",\"subject\":{\"citizen\":\"a b\"}}             | limit",
                "{\"limit\":null,\"subject\":{}}                                                | limit",
                "{\"limit\":\"route/d.plain/all\"}                                              | subject.citizen",
                "{\"limit\":\"route/d.plain/all\",\"subject\":\"li\"}                           | subject,subject.citizen",
                "{\"limit\":\"route/d.plain/all\",\"subject\":{\"citizen\":null}}               | subject.citizen",
                "{\"limit\":\"route/d.plain/all\",\"subject\":{\"citizen\":\"li\"}}             | subject.citizen",
                "{\"limit\":\"route/d.plain/all\",\"subject\":{\"citizen-at\":\"home\"}}        | subject.citizen-at",
                "{\"limit\":\"route/d.plain/all\",\"subject\":{\"citizen\":\"a b\",\"x\":\"y\"}} | subject.x",
                "{\"limit\":\"route/d.plain/all\",\"subject\":{\"citizen\":\"a b\",\"citizen-at\":\"::1\"}} | subject.citizen",
                "{\"limit\":\"route/d.plain/all\",\"subject\":{\"citizen\":\"a b\"},\"all\":\"true\"} | all",
                "{\"limit\":\"route/d.place/all\",\"subject\":{\"address\":\"localhost\"}}      | subject.address",
                "not json                                                                       | ``",
            })
    void whatNamesNoSubjectIsRefused(String body, String fields) {
        HttpResponse<String> answer = operator.post("/api/traffic/limits/reset", body);

        assertThat(wrongFields(answer)).containsExactlyInAnyOrder(fields.split(","));
    }

    @Test
    void aDocumentOfAnotherTypeOrSizeIsRefused() {
        assertProblem(operator.post("/api/traffic/limits/reset", ""), 400, "malformed-request");
        assertProblem(operator.post("/api/traffic/limits/reset", "x".repeat(300_000)), 413, "document-too-large");
        assertProblem(
                operator.send(
                        "POST",
                        "/api/traffic/limits/reset",
                        BodyPublishers.ofString("{}"),
                        "Content-Type",
                        "text/plain"),
                415,
                "wrong-media-type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GET /api/traffic/limits", "GET /api/traffic/departments", "POST /api/traffic/limits/reset"})
    void nobodyButOperatorsSeesOrResets(String call) {
        String method = call.substring(0, call.indexOf(' '));
        String path = call.substring(call.indexOf(' ') + 1);

        assertProblem(
                new Operator(gateway, "").send(method, path, BodyPublishers.ofString("{}")), 401, "token-missing");
        assertProblem(
                new Operator(gateway, ISSUER.official("case-worker")).send(method, path, BodyPublishers.ofString("{}")),
                403,
                "role-missing");
    }

    @Test
    void theApiIsDescribed() {
        assertThat(operator.get("/openapi.json").body())
                .contains("\"/api/traffic/limits\":")
                .contains("\"/api/traffic/departments\":")
                .contains("\"/api/traffic/limits/reset\":");
    }
}
