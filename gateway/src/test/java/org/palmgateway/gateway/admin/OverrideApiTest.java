package org.palmgateway.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.admin.Operator.assertProblem;
import static org.palmgateway.gateway.admin.Operator.read;
import static org.palmgateway.gateway.admin.Operator.wrongFields;
import static org.palmgateway.gateway.plane.TestGateway.becomes;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Every test has a department of its own, with two public routes and one for citizens. */
class OverrideApiTest {

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final TestDepartment WELL = new TestDepartment("well");
    private static final TestDepartment ILL =
            new TestDepartment((request, response) -> response.status(500).send());
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final AtomicInteger DEPARTMENTS = new AtomicInteger();
    private static final int MOST_DEPARTMENTS = 40;

    @TempDir
    static Path directory;

    private static TestGateway gateway;
    private static Operator operator;

    @BeforeAll
    static void start() {
        Map<String, String> bundles = new HashMap<>();
        for (int i = 0; i < MOST_DEPARTMENTS; i++) {
            bundles.put("d" + i, bundle("d" + i, WELL));
        }
        bundles.put("ill", bundle("ill", ILL));
        gateway = TestGateway.start(directory, ISSUER, bundles);
        operator = new Operator(gateway, token());
    }

    private static String bundle(String department, TestDepartment at) {
        return BundleText.of(department, "330100", at.url())
                .route(department + ".a", "GET", "/" + department + "/a", "audience: public")
                .route(department + ".b", "GET", "/" + department + "/b", "audience: public")
                .route(department + ".own", "GET", "/" + department + "/own", "audience: citizen")
                .toString();
    }

    private static String token() {
        return ISSUER.token(claims ->
                claims.subject("he-tao").claim("palm_audience", "official").claim("roles", List.of("operator")));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        WELL.close();
        ILL.close();
        ISSUER.close();
    }

    /** Returns a department that no other test uses. */
    private static String department() {
        int number = DEPARTMENTS.getAndIncrement();
        assertThat(number).isLessThan(MOST_DEPARTMENTS);
        return "d" + number;
    }

    private static String maintenance(String target, Instant until, String... more) {
        return body("maintenance", until, "\"target\":\"" + target + "\"", text("系统升级", "Upgrade"), more);
    }

    private static String text(String zh, String en) {
        return "\"text\":{\"zh\":\"" + zh + "\",\"en\":\"" + en + "\"}";
    }

    private static String breaker(String department, String state, Instant until) {
        return body(
                "breaker",
                until,
                "\"department\":\"" + department + "\",\"upstream\":\"main\"",
                "\"state\":\"" + state + "\"");
    }

    private static String policy(String target, String policy, Instant until, String... more) {
        return body("policy", until, "\"target\":\"" + target + "\"", "\"policy\":" + policy, more);
    }

    private static String body(String kind, Instant until, String about, String what, String... more) {
        return "{\"kind\":\"" + kind + "\",\"reason\":\"a test\",\"until\":\"" + until + "\"," + about + "," + what
                + (more.length == 0 ? "" : "," + String.join(",", more)) + "}";
    }

    private static Instant in(Duration time) {
        return Instant.now().plus(time);
    }

    private static Instant inAnHour() {
        return in(Duration.ofHours(1));
    }

    /** Puts an override in force and returns its id. */
    private static String add(String body) {
        HttpResponse<String> answer = operator.post("/api/overrides", body);
        return read(answer, 201).path("override").path("id").asString();
    }

    private static void end(String id) {
        assertThat(operator.delete("/api/overrides/" + id + "?reason=done").statusCode())
                .isEqualTo(204);
    }

    private static int status(String path) {
        return gateway.get(path).statusCode();
    }

    @Test
    void aDepartmentInMaintenanceIsClosedUntilItsEndAndOthersGoOn() {
        String closed = department();
        String open = department();
        int seen = WELL.seen().size();

        add(maintenance("department/" + closed, in(Duration.ofMinutes(10))));

        HttpResponse<String> answer = gateway.get("/" + closed + "/a");
        assertProblem(answer, 503, "department-in-maintenance");
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(550L, 600L);
        assertThat(status("/" + closed + "/b")).isEqualTo(503);
        assertThat(WELL.seen()).hasSize(seen);
        assertThat(status("/" + open + "/a")).isEqualTo(200);
    }

    @Test
    void aClosedDepartmentSaysWhyInTheCallersLanguage() {
        String department = department();
        add(maintenance("department/" + department, inAnHour()).replace("Upgrade", "Upgrade of the '{0}' system"));

        HttpResponse<String> chinese = gateway.get("/" + department + "/a");
        HttpResponse<String> english = gateway.get("/" + department + "/a", "Accept-Language", "en-GB, zh;q=0.5");

        assertThat(chinese.headers().firstValue("Content-Language")).hasValue("zh-CN");
        assertThat(read(chinese, 503).path("detail").asString()).startsWith("系统升级（至北京时间 ");
        assertThat(english.headers().firstValue("Content-Language")).hasValue("en");
        assertThat(read(english, 503).path("detail").asString()).startsWith("Upgrade of the '{0}' system (until ");
    }

    @Test
    void oneRouteInMaintenanceLeavesTheOthersOpen() {
        String department = department();

        add(maintenance("route/" + department + ".a", inAnHour()));

        assertThat(status("/" + department + "/a")).isEqualTo(503);
        assertThat(status("/" + department + "/b")).isEqualTo(200);
    }

    @Test
    void ofTwoMaintenancesTheCallerIsToldTheLaterEnd() {
        String department = department();
        add(maintenance("route/" + department + ".a", in(Duration.ofHours(2))));
        add(maintenance("department/" + department, in(Duration.ofHours(1))));

        assertThat(gateway.get("/" + department + "/a")
                        .headers()
                        .firstValueAsLong("Retry-After")
                        .orElseThrow())
                .isBetween(7100L, 7200L);
    }

    @Test
    void aMaintenanceBeginsAtItsTimeAndEndsByItself() {
        String department = department();
        Instant from = in(Duration.ofMillis(1500));
        Instant until = from.plusSeconds(2);

        HttpResponse<String> answer = operator.post(
                "/api/overrides", maintenance("department/" + department, until, "\"from\":\"" + from + "\""));

        JsonNode override = read(answer, 201).path("override");
        String id = override.path("id").asString();
        assertThat(override.path("inForce").asBoolean()).isFalse();
        int before = status("/" + department + "/a");
        if (Instant.now().isBefore(from)) {
            assertThat(before).isEqualTo(200);
        }
        assertThat(becomes(SOON, () -> status("/" + department + "/a") == 503)).isTrue();
        assertThat(Instant.now()).isAfterOrEqualTo(from);
        assertThat(becomes(SOON, () -> status("/" + department + "/a") == 200)).isTrue();
        assertThat(Instant.now()).isAfterOrEqualTo(until);
        assertThat(becomes(SOON, () -> operator.get("/api/overrides/" + id).statusCode() == 404))
                .isTrue();
        assertThat(operator.get("/api/overrides").body()).doesNotContain(id);
    }

    @Test
    void otherNumbersHoldForAWhileOnly() {
        String department = department();
        String path = "/" + department + "/a";
        String limit = "{\"limits\":[{\"id\":\"all\",\"permits\":%d,\"window\":\"24h\",\"per\":[\"route\"]}]}";
        read(
                operator.put(
                        "/api/policies/department/" + department,
                        "{\"reason\":\"usual\",\"policy\":" + limit.formatted(1000) + "}",
                        "If-None-Match",
                        "*"),
                200);
        assertThat(quota(path)).isEqualTo(1000);

        Instant until = in(Duration.ofSeconds(2));
        add(policy("department/" + department, limit.formatted(3000), until));

        int during = quota(path);
        if (Instant.now().isBefore(until)) {
            assertThat(during).isEqualTo(3000);
        }
        assertThat(becomes(SOON, () -> quota(path) == 1000)).isTrue();
        assertThat(Instant.now()).isAfterOrEqualTo(until);
    }

    @Test
    void otherNumbersHoldFromTheNextRequestUntilTheyAreTakenBack() {
        String department = department();
        String path = "/" + department + "/a";
        String id = add(policy(
                "route/" + department + ".a",
                "{\"limits\":[{\"id\":\"all\",\"permits\":1,\"window\":\"24h\",\"per\":[\"route\"]}]}",
                inAnHour()));
        assertThat(List.of(status(path), status(path))).containsExactly(200, 429);

        end(id);

        assertThat(status(path)).isEqualTo(200);
        assertProblem(operator.get("/api/overrides/" + id), 404, "unknown-item");
    }

    private static int quota(String path) {
        String policy =
                gateway.get(path).headers().firstValue("RateLimit-Policy").orElseThrow();
        return Integer.parseInt(policy.replaceAll(".*;q=([0-9]+);.*", "$1"));
    }

    @Test
    void aShareOfTheCitizensIsTriedOutAndEachStaysInIt() {
        String department = department();
        add(policy(
                "department/" + department,
                "{\"limits\":[{\"id\":\"trial\",\"permits\":100,\"window\":\"24h\",\"per\":[\"citizen\"]}]}",
                inAnHour(),
                "\"share\":\"50%\""));

        List<Boolean> first =
                IntStream.range(0, 40).mapToObj(i -> isTried(department, i)).toList();
        List<Boolean> again =
                IntStream.range(0, 40).mapToObj(i -> isTried(department, i)).toList();

        assertThat(first).contains(true, false).isEqualTo(again);
    }

    private static boolean isTried(String department, int citizen) {
        String token = ISSUER.token(claims -> claims.subject("citizen-" + citizen));
        return gateway.get("/" + department + "/own", "Authorization", "Bearer " + token)
                .headers()
                .firstValue("RateLimit")
                .isPresent();
    }

    @Test
    void whoIsInASmallShareIsInEveryLargerOne() {
        String small = department();
        String large = department();
        String trial = "{\"limits\":[{\"id\":\"trial\",\"permits\":100,\"window\":\"24h\",\"per\":[\"citizen\"]}]}";
        add(policy("department/" + small, trial, inAnHour(), "\"share\":\"20%\""));
        add(policy("department/" + large, trial, inAnHour(), "\"share\":\"60%\""));

        List<Integer> inSmall =
                IntStream.range(0, 40).filter(i -> isTried(small, i)).boxed().toList();
        List<Integer> inLarge =
                IntStream.range(0, 40).filter(i -> isTried(large, i)).boxed().toList();

        assertThat(inSmall).isNotEmpty();
        assertThat(inLarge).containsAll(inSmall).hasSizeGreaterThan(inSmall.size());
    }

    @Test
    void aBreakerThatIsHeldOpenLetsNothingPass() {
        String department = department();
        assertThat(status("/" + department + "/a")).isEqualTo(200);
        String id = add(breaker(department, "open", inAnHour()));
        int seen = WELL.seen().size();

        HttpResponse<String> answer = gateway.get("/" + department + "/a");

        assertProblem(answer, 503, "department-paused");
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isPositive();
        assertThat(WELL.seen()).hasSize(seen);
        JsonNode upstream = upstream(department);
        assertThat(upstream.path("forced").asString()).isEqualTo("open");
        assertThat(upstream.path("breaker").asString()).isEqualTo("closed");
        end(id);
        assertThat(status("/" + department + "/a")).isEqualTo(200);
        assertThat(upstream(department).path("forced").isNull()).isTrue();
    }

    @Test
    void aBreakerThatIsHeldClosedLetsEverythingPass() {
        read(
                operator.put(
                        "/api/policies/department/ill",
                        "{\"reason\":\"open soon\",\"policy\":{\"breaker\":{\"window\":2,\"minimum-calls\":2,"
                                + "\"failure-rate\":\"50%\",\"open-for\":\"1h\"}}}",
                        "If-None-Match",
                        "*"),
                200);
        assertThat(List.of(status("/ill/a"), status("/ill/a"), status("/ill/a")))
                .containsExactly(500, 500, 503);

        String id = add(breaker("ill", "closed", inAnHour()));

        assertThat(List.of(status("/ill/a"), status("/ill/a"), status("/ill/a")))
                .containsExactly(500, 500, 500);
        JsonNode upstream = upstream("ill");
        assertThat(upstream.path("forced").asString()).isEqualTo("closed");
        assertThat(upstream.path("breaker").asString()).isEqualTo("open");
        end(id);
        assertThat(status("/ill/a")).isEqualTo(503);
    }

    private static JsonNode upstream(String department) {
        for (JsonNode each : read(operator.get("/api/traffic/departments"), 200)) {
            if (each.path("department").asString().equals(department)) {
                return each.path("upstreams").path(0);
            }
        }
        throw new AssertionError(department + " is not shown");
    }

    @Test
    void anOverrideIsFoundWhereItsAnswerSays() {
        String target = "department/" + department();
        Instant until = inAnHour();
        HttpResponse<String> answer = operator.post("/api/overrides", maintenance(target, until));

        String location = answer.headers().firstValue("Location").orElseThrow();
        JsonNode override = read(operator.get(location), 200);

        assertThat(override).isEqualTo(read(answer, 201).path("override"));
        assertThat(override.path("author").asString()).isEqualTo("he-tao");
        assertThat(override.path("reason").asString()).isEqualTo("a test");
        assertThat(override.path("kind").asString()).isEqualTo("maintenance");
        assertThat(override.path("target").asString()).isEqualTo(target);
        assertThat(override.path("until").asString()).isEqualTo(until.toString());
        assertThat(override.path("inForce").asBoolean()).isTrue();
        assertThat(operator.get("/api/overrides").body()).contains(override.toString());
    }

    @Test
    void aDryRunPutsNothingInForce() {
        String department = department();

        HttpResponse<String> closed =
                operator.post("/api/overrides?dry-run=true", maintenance("department/" + department, inAnHour()));
        HttpResponse<String> slower = operator.post(
                "/api/overrides?dry-run=true", policy("department/" + department, "{\"deadline\":\"2s\"}", inAnHour()));

        assertThat(read(closed, 200).path("dryRun").asBoolean()).isTrue();
        assertThat(closed.headers().firstValue("Location")).isEmpty();
        JsonNode difference = read(slower, 200).path("differences").path(0);
        assertThat(difference.path("count").asInt()).isEqualTo(3);
        assertThat(difference.path("of").toString()).contains("\"" + department + ".a\"");
        assertThat(difference.path("values").toString())
                .contains("\"name\":\"deadline\",\"before\":\"24h of gateway (default)\"")
                .contains("2s of department/" + department + " (override o-");
        assertThat(operator.get("/api/overrides").body()).doesNotContain("department/" + department + "\"");
        assertThat(status("/" + department + "/a")).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dry-run", "dry-run=", "dryRun=true"})
    void aQueryThatMayHaveMeantADryRunChangesNothing(String query) {
        String department = department();
        String body = maintenance("department/" + department, inAnHour());

        assertProblem(operator.post("/api/overrides?" + query, body), 400, "malformed-request");

        assertThat(status("/" + department + "/a")).isEqualTo(200);
        String id = add(body);
        assertProblem(operator.delete("/api/overrides/" + id + "?reason=x&" + query), 400, "malformed-request");
        assertThat(status("/" + department + "/a")).isEqualTo(503);
    }

    @Test
    void twoMaintenancesOfOnePlaceAtOnceConflict() {
        String department = department();
        String place = "department/" + department;
        String id = add(maintenance(place, inAnHour()));

        HttpResponse<String> answer = operator.post(
                "/api/overrides", maintenance(place, in(Duration.ofHours(2))).replace("Upgrade", "Other"));

        assertThat(wrongFields(answer)).containsExactly("target");
        assertThat(answer.body()).contains(id).contains("he-tao");
        assertThat(gateway.get("/" + department + "/a", "Accept-Language", "en").body())
                .contains("Upgrade");
        assertThat(wrongFields(operator.post("/api/overrides?dry-run=true", maintenance(place, inAnHour()))))
                .containsExactly("target");
    }

    @Test
    void oneAfterTheOtherDoesNotConflict() {
        String place = "department/" + department();
        Instant turn = inAnHour();
        add(maintenance(place, turn));

        add(maintenance(place, turn.plusSeconds(60), "\"from\":\"" + turn + "\""));
    }

    @Test
    void twoOverridesOfOneValueConflictAndOfTwoValuesDoNot() {
        String place = "department/" + department();
        String limit = "{\"limits\":[{\"id\":\"x\",\"permits\":5,\"window\":\"1m\",\"per\":[\"route\"]}]}";
        add(policy(place, "{\"deadline\":\"2s\"}", inAnHour()));
        add(policy(place, limit, inAnHour()));

        assertThat(wrongFields(operator.post("/api/overrides", policy(place, "{\"deadline\":\"3s\"}", inAnHour()))))
                .containsExactly("target");
        assertThat(wrongFields(operator.post("/api/overrides", policy(place, limit, inAnHour()))))
                .containsExactly("target");
        add(policy(place, "{\"priority\":\"bulk\"}", inAnHour()));
    }

    @Test
    void aBreakerIsNotHeldOpenAndClosed() {
        String department = department();
        String id = add(breaker(department, "open", inAnHour()));

        assertThat(wrongFields(operator.post("/api/overrides", breaker(department, "closed", inAnHour()))))
                .containsExactly("target");

        end(id);
        add(breaker(department, "closed", inAnHour()));
    }

    @Test
    void anOverrideCannotLoosenWhatHoldsAbove() {
        read(
                operator.put(
                        "/api/policies/region/330600",
                        "{\"reason\":\"x\",\"policy\":{\"limits\":[{\"id\":\"people\",\"permits\":5,\"window\":\"1m\",\"per\":[\"citizen\"]}]}}",
                        "If-None-Match",
                        "*"),
                200);

        HttpResponse<String> answer = operator.post(
                "/api/overrides",
                policy(
                        "region/330602",
                        "{\"limits\":[{\"id\":\"people\",\"permits\":6,\"window\":\"1m\",\"burst\":5,\"per\":[\"citizen\"]}]}",
                        inAnHour()));

        assertThat(wrongFields(answer)).singleElement().asString().endsWith("limits[0].permits");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`\"until\":\"2020-01-01T00:00:00Z\"`                                  | until",
                "`\"until\":\"2020-01-02T00:00:00Z\",\"from\":\"2020-01-01T00:00:00Z\"` | until",
                "`\"until\":\"2990-01-01T00:00:00Z\"`                                  | until",
                "`\"until\":\"+999999999-12-31T23:59:59Z\"`                            | until",
                "`\"until\":\"2990-01-01T00:00:00Z\",\"from\":\"2990-01-02T00:00:00Z\"` | until",
                "`\"until\":\"2990-01-01T00:00:00\"`                                   | until",
                "`\"until\":\"tomorrow\"`                                              | until",
                "`\"until\":null`                                                      | until",
                "`\"until\":4070908800`                                                | until",
                "`\"from\":\"later\"`                                                  | from",
                "`\"reason\":null`                                                     | reason",
                "`\"reason\":\"\"`                                                     | reason",
                "`\"kind\":\"holiday\"`                                                | kind",
                "`\"target\":\"region/330100\"`                                        | target",
                "`\"target\":\"department/nobody\"`                                    | target",
                "`\"target\":\"route/nobody.a\"`                                       | target",
                "`\"target\":\"ill\"`                                                  | target",
                "`\"text\":\"closed\"`                                                 | text,text.zh,text.en",
                "`\"text\":{\"zh\":\"停\"}`                                             | text.en",
                "`\"text\":{\"zh\":\"停\",\"en\":\"Closed\",\"fr\":\"Ferme\"}`          | text.fr",
                "`\"text\":{\"zh\":null,\"en\":\"Closed\"}`                            | text.zh",
                "`\"share\":\"50%\"`                                                   | share",
                "`\"id\":\"mine\"`                                                     | id",
                "`\"author\":\"somebody-else\"`                                        | author",
            })
    void whatIsWrongWithAMaintenanceIsNamed(String changes, String fields) {
        HttpResponse<String> answer =
                operator.post("/api/overrides", with(maintenance("department/ill", inAnHour()), changes));

        assertThat(wrongFields(answer)).containsExactlyInAnyOrder(fields.split(","));
        assertThat(operator.get("/api/overrides").body()).doesNotContain("\"target\":\"department/ill\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`\"share\":\"0%\"`                                    | share",
                "`\"share\":\"101%\"`                                  | share",
                "`\"share\":\"half\"`                                  | share",
                "`\"share\":50`                                        | share",
                "`\"share\":\"50%\",\"policy\":{\"breaker\":{\"window\":5}}` | share",
                "`\"policy\":{\"deadline\":\"0s\"}`                    | policy.deadline",
                "`\"policy\":{\"weight\":3}`                           | policy.weight",
                "`\"policy\":{\"limits\":[{\"id\":\"a\"}]}`            | policy.limits[0].permits,policy.limits[0].window,policy.limits[0].per",
                "`\"target\":\"planet/earth\"`                         | target",
                "`\"target\":\"region/999999\"`                        | target",
            })
    void whatIsWrongWithOtherNumbersIsNamed(String changes, String fields) {
        HttpResponse<String> answer = operator.post(
                "/api/overrides", with(policy("department/ill", "{\"deadline\":\"2s\"}", inAnHour()), changes));

        assertThat(wrongFields(answer)).containsExactlyInAnyOrder(fields.split(","));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`\"state\":\"ajar\"`          | state",
                "`\"upstream\":\"spare\"`      | upstream",
                "`\"upstream\":null`           | upstream",
                "`\"department\":\"Not An Id\"` | department",
            })
    void whatIsWrongWithABreakerIsNamed(String changes, String fields) {
        HttpResponse<String> answer =
                operator.post("/api/overrides", with(breaker("ill", "open", inAnHour()), changes));

        assertThat(wrongFields(answer)).containsExactlyInAnyOrder(fields.split(","));
    }

    private static String with(String document, String changes) {
        ObjectNode fields = (ObjectNode) JSON.readTree(document);
        fields.setAll((ObjectNode) JSON.readTree("{" + changes + "}"));
        return fields.toString();
    }

    @Test
    void everyMistakeIsNamedAtOnce() {
        assertThat(wrongFields(operator.post("/api/overrides", "{\"kind\":\"breaker\",\"colour\":\"red\"}")))
                .containsExactlyInAnyOrder("reason", "until", "department", "upstream", "state", "colour");
        assertThat(wrongFields(operator.post("/api/overrides", "{}"))).contains("kind", "reason", "until");
    }

    @Test
    void aDocumentThatIsNoneIsRefused() {
        assertThat(wrongFields(operator.post("/api/overrides", "not json"))).containsExactly("");
        assertProblem(operator.post("/api/overrides", ""), 400, "malformed-request");
        assertProblem(operator.post("/api/overrides", "x".repeat(300_000)), 413, "document-too-large");
        assertProblem(
                operator.send("POST", "/api/overrides", BodyPublishers.ofString("{}"), "Content-Type", "text/plain"),
                415,
                "wrong-media-type");
    }

    @Test
    void endingNeedsAnOverrideAndAReason() {
        String id = add(maintenance("department/" + department(), inAnHour()));

        assertProblem(operator.delete("/api/overrides/o-none?reason=x"), 404, "unknown-item");
        assertProblem(operator.delete("/api/overrides/" + id), 400, "malformed-request");
        assertThat(wrongFields(operator.delete("/api/overrides/" + id + "?reason=")))
                .containsExactly("reason");
        assertThat(operator.get("/api/overrides/" + id).statusCode()).isEqualTo(200);
        end(id);
        assertProblem(operator.delete("/api/overrides/" + id + "?reason=x"), 404, "unknown-item");
    }

    @Test
    void theHistoryTellsWhoBeganAndWhoEndedIt() {
        String id = add(breaker(department(), "open", inAnHour()));
        end(id);

        JsonNode history = read(operator.get("/api/policies/history?limit=2"), 200);

        assertThat(history.path(0).path("reason").asString()).isEqualTo("done");
        assertThat(history.path(0).path("author").asString()).isEqualTo("he-tao");
        assertThat(history.path(0).path("changes").toString()).isEqualTo("[{\"override\":\"" + id + "\"}]");
        assertThat(history.path(1).path("reason").asString()).isEqualTo("a test");
        assertThat(history.path(1)
                        .path("changes")
                        .path(0)
                        .path("terms")
                        .path("state")
                        .asString())
                .isEqualTo("open");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/overrides",
                "POST /api/overrides",
                "DELETE /api/overrides/o-1?reason=x",
                "GET /api/overrides/o-1"
            })
    void nobodyButOperatorsSeesOrChanges(String call) {
        String method = call.substring(0, call.indexOf(' '));
        String path = call.substring(call.indexOf(' ') + 1);

        assertProblem(
                new Operator(gateway, "").send(method, path, BodyPublishers.ofString("{}")), 401, "token-missing");
        assertProblem(
                new Operator(gateway, ISSUER.citizen()).send(method, path, BodyPublishers.ofString("{}")),
                403,
                "role-missing");
    }

    @Test
    void overridesOutliveTheGatewayUntilTheirEnd(@TempDir Path own) {
        Map<String, String> bundles = Map.of("d", bundle("d", WELL));
        Instant end;
        String lasting;
        String ending;
        try (TestGateway first = TestGateway.start(own, ISSUER, bundles)) {
            Operator there = new Operator(first, token());
            lasting = read(there.post("/api/overrides", maintenance("route/d.a", inAnHour())), 201)
                    .path("override")
                    .path("id")
                    .asString();
            end = in(Duration.ofSeconds(3));
            ending = read(there.post("/api/overrides", maintenance("route/d.b", end)), 201)
                    .path("override")
                    .path("id")
                    .asString();
        }

        try (TestGateway second = TestGateway.start(own, ISSUER, bundles)) {
            Operator again = new Operator(second, token());
            assertThat(second.get("/d/a").statusCode()).isEqualTo(503);
            assertThat(becomes(SOON, () -> second.get("/d/b").statusCode() == 200))
                    .isTrue();
            assertThat(Instant.now()).isAfterOrEqualTo(end);
            assertThat(again.get("/api/overrides/" + lasting).statusCode()).isEqualTo(200);
            assertThat(becomes(SOON, () -> again.get("/api/overrides/" + ending).statusCode() == 404))
                    .isTrue();
        }
    }

    @Test
    void theApiIsDescribed() {
        assertThat(operator.get("/openapi.json").body())
                .contains("\"/api/overrides\":")
                .contains("\"/api/overrides/{id}\":");
    }
}
