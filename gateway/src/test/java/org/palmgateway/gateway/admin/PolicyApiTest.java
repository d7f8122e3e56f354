package org.palmgateway.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.admin.Operator.assertForOperatorsOnly;
import static org.palmgateway.gateway.admin.Operator.assertProblem;
import static org.palmgateway.gateway.admin.Operator.read;
import static org.palmgateway.gateway.admin.Operator.tag;
import static org.palmgateway.gateway.admin.Operator.wrongFields;

import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
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
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.JsonNode;

/** Every test has a route of its own, so that none sees the policies of another. */
class PolicyApiTest {

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final Sinks.Many<String> HELD = Sinks.many().unicast().onBackpressureBuffer();
    private static final TestDepartment DEPARTMENT = new TestDepartment((request, response) ->
            response.sendString(request.uri().equals("/held") ? HELD.asFlux() : Flux.just("{}")));
    private static final AtomicInteger ROUTES = new AtomicInteger();
    private static final int MOST_ROUTES = 100;

    /** Ten in a day: nothing comes back while a test runs. */
    private static final String TEN =
            "{\"reason\":\"school term\",\"policy\":{\"limits\":[{\"id\":\"all\",\"permits\":10,\"window\":\"24h\",\"per\":[\"route\"]}]}}";

    @TempDir
    static Path directory;

    private static TestGateway gateway;
    private static Operator operator;

    @BeforeAll
    static void start() {
        BundleText bundle = BundleText.of("d", "330100", DEPARTMENT.url())
                .route("d.held", "GET", "/held", "audience: public")
                .route("d.own", "GET", "/own", "audience: citizen");
        for (int i = 0; i < MOST_ROUTES; i++) {
            bundle.route("d.r" + i, "GET", "/r" + i, "audience: public");
        }
        gateway = TestGateway.start(
                directory,
                ISSUER,
                Map.of(
                        "d",
                        bundle.toString(),
                        "n",
                        BundleText.of("n", "330200", DEPARTMENT.url())
                                .route("n.one", "GET", "/n/one", "audience: public")
                                .route("n.two", "GET", "/n/two", "audience: public")
                                .toString()));
        operator = operator("he-tao");
    }

    private static Operator operator(String subject) {
        return Operator.of(gateway, ISSUER, subject, "operator");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        DEPARTMENT.close();
        ISSUER.close();
    }

    /** Returns a route that no other test uses. */
    private static String route() {
        int number = ROUTES.getAndIncrement();
        assertThat(number).isLessThan(MOST_ROUTES);
        return "d.r" + number;
    }

    private static String place(String route) {
        return "/api/policies/route/" + route;
    }

    private static HttpResponse<String> call(String route) {
        return gateway.get("/" + route.substring("d.".length()));
    }

    private static String limit(long permits, String window) {
        return limit("all", permits, window, "route");
    }

    private static String limit(String id, long permits, String window, String per) {
        return "{\"id\":\"" + id + "\",\"permits\":" + permits + ",\"window\":\"" + window + "\",\"per\":[\"" + per
                + "\"]}";
    }

    private static String body(String reason, String policy) {
        return "{\"reason\":\"" + reason + "\",\"policy\":" + policy + "}";
    }

    private static String limits(String... limits) {
        return body("a test", "{\"limits\":[" + String.join(",", limits) + "]}");
    }

    private static HttpResponse<String> create(String place, String body) {
        HttpResponse<String> answer = operator.put(place, body, "If-None-Match", "*");
        read(answer, 200);
        return answer;
    }

    @Test
    void aNewPolicyIsThereWithItsVersion() {
        String place = place(route());

        HttpResponse<String> made = create(place, TEN);

        HttpResponse<String> found = operator.get(place);
        JsonNode policy = read(found, 200);
        assertThat(tag(found))
                .isEqualTo(tag(made))
                .isEqualTo("\"" + policy.path("version").asLong() + "\"");
        assertThat(policy.path("target").asString()).isEqualTo(place.substring("/api/policies/".length()));
        assertThat(policy.path("policy").toString())
                .isEqualTo("{\"limits\":[{\"id\":\"all\",\"permits\":10,\"window\":\"24h\",\"burst\":10,"
                        + "\"per\":[\"route\"],\"mode\":\"enforce\"}]}");
        assertThat(operator.get(place, "If-None-Match", tag(found)).statusCode())
                .isEqualTo(304);
    }

    @Test
    void theBookListsAllPoliciesWithItsOwnVersion() {
        String route = route();
        String made = tag(create(place(route), TEN));

        HttpResponse<String> book = operator.get("/api/policies");

        assertThat(tag(book)).isEqualTo(made);
        assertThat(read(book, 200).path("policies").toString()).contains("\"target\":\"route/" + route + "\"");
    }

    @Test
    void whatIsReadCanBeWrittenAgain() {
        String place = place(route());
        String everything = "{\"limits\":[" + limit(7, "1m")
                + "],\"deadline\":\"3s\",\"priority\":\"bulk\",\"weight\":2,"
                + "\"retry\":{\"attempts\":1,\"backoff\":\"20ms\",\"with-idempotency-key\":\"true\"}}";
        create(place, body("all that a route may have", everything));
        HttpResponse<String> before = operator.get(place);

        read(
                operator.put(
                        place, body("again", read(before, 200).path("policy").toString()), "If-Match", tag(before)),
                200);

        assertThat(read(operator.get(place), 200).path("policy"))
                .isEqualTo(read(before, 200).path("policy"));
    }

    @Test
    void aChangeWithoutAVersionIsRefused() {
        String place = place(route());

        assertProblem(operator.put(place, TEN), 428, "version-needed");
        assertProblem(operator.put(place + "?dry-run=true", TEN), 428, "version-needed");
        assertProblem(operator.get(place), 404, "unknown-policy");

        create(place, TEN);
        assertProblem(operator.delete(place + "?reason=over"), 428, "version-needed");
        assertProblem(
                operator.post("/api/policies/rollback", "{\"version\":0,\"reason\":\"x\"}"), 428, "version-needed");
        read(operator.get(place), 200);
    }

    @Test
    void aChangeAgainstAnOldVersionIsRefusedWithTheCurrentOne() {
        String place = place(route());
        String old = tag(create(place, TEN));
        String current = tag(operator.put(place, limits(limit(20, "24h")), "If-Match", old));

        List<HttpResponse<String>> answers = List.of(
                operator.put(place, limits(limit(30, "24h")), "If-Match", old),
                operator.put(place + "?dry-run=true", limits(limit(30, "24h")), "If-Match", old),
                operator.put(place, limits(limit(30, "24h")), "If-None-Match", "*"),
                operator.delete(place + "?reason=over", "If-Match", old));

        assertThat(answers).allSatisfy(answer -> {
            assertProblem(answer, 412, "stale-version");
            assertThat(tag(answer)).isEqualTo(current);
        });
        assertThat(tag(operator.get(place))).isEqualTo(current);
        assertThat(operator.get(place).body()).contains("\"permits\":20");
    }

    @Test
    void onlyTheStrongTagThatWasGivenMatches() {
        String place = place(route());
        String current = tag(create(place, TEN));
        String number = current.replace("\"", "");

        for (String other : List.of("W/" + current, "\"0" + number + "\"", "\"nobody's\"", "\"0\"")) {
            HttpResponse<String> answer = operator.put(place, TEN, "If-Match", other);
            assertProblem(answer, 412, "stale-version");
            assertThat(tag(answer)).isEqualTo(current);
        }
        assertThat(operator.put(place, TEN, "If-Match", "\"nobody's\", " + current)
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "7", "\"7", "\"7\" \"8\"", "\"7\", \"8\""})
    void aVersionThatCannotBeUnderstoodIsMalformed(String match) {
        assertProblem(operator.put(place(route()), TEN, "If-Match", match), 400, "malformed-request");
    }

    @Test
    void whereNothingIsNoVersionMatches() {
        String place = place(route());

        for (String match : List.of("\"0\"", "\"1\"")) {
            HttpResponse<String> answer = operator.put(place, TEN, "If-Match", match);
            assertProblem(answer, 412, "stale-version");
            assertThat(answer.headers().firstValue("ETag")).isEmpty();
        }
        assertProblem(operator.get(place), 404, "unknown-policy");
    }

    @Test
    void ofManyWhoStartFromTheSameVersionOneWins() {
        String place = place(route());
        String start = tag(create(place, TEN));

        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String body = limits(limit(100 + i, "24h"));
            answers.add(CompletableFuture.supplyAsync(() -> operator.put(place, body, "If-Match", start)));
        }

        assertThat(answers.stream().map(answer -> answer.join().statusCode()))
                .containsOnlyOnce(200)
                .allMatch(status -> status == 200 || status == 412);
    }

    @Test
    void whatThereIsNotIsNotFound() {
        assertProblem(operator.get(place("d.nobody")), 404, "unknown-policy");
        assertProblem(operator.get("/api/policies/planet/earth"), 404, "unknown-policy");
        assertProblem(operator.get("/api/policies/ROUTE/d.own"), 404, "unknown-policy");
        assertProblem(operator.delete(place(route()) + "?reason=x", "If-Match", "\"1\""), 404, "unknown-policy");
        assertProblem(
                operator.post(
                        "/api/policies/rollback",
                        "{\"version\":999999,\"reason\":\"x\"}",
                        "If-Match",
                        tag(operator.get("/api/policies"))),
                404,
                "unknown-item");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "permits | 0",
                "permits | -1",
                "permits | 1.5",
                "permits | 1e3",
                "permits | 1000000001",
                "permits | 99999999999999999999999",
                "permits | \"many\"",
                "permits | [1]",
                "permits | null",
                "burst   | 0",
                "burst   | -5",
                "burst   | 9223372036854775808",
                "window  | \"0s\"",
                "window  | \"-1s\"",
                "window  | \"500ms\"",
                "window  | \"800h\"",
                "window  | 60",
                "window  | \"9999999999999h\"",
                "per     | []",
                "per     | \"citizen\"",
                "mode    | \"off\"",
                "id      | \"Not An Id\"",
                "id      | \"a/b\"",
                "id      | null",
            })
    void aWrongNumberOfALimitIsNamedAndWhatWasLiveStays(String field, String value) {
        String place = place("d.own");
        if (operator.get(place).statusCode() == 404) {
            create(place, TEN);
        }
        HttpResponse<String> before = operator.get(place);
        Map<String, String> fields = new TreeMap<>(Map.of(
                "id",
                "\"all\"",
                "permits",
                "10",
                "window",
                "\"1m\"",
                "burst",
                "10",
                "per",
                "[\"route\"]",
                "mode",
                "\"enforce\""));
        fields.put(field, value);
        String limit = "{"
                + String.join(
                        ",",
                        fields.entrySet().stream()
                                .map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue())
                                .toList())
                + "}";

        HttpResponse<String> answer = operator.put(place, limits(limit), "If-Match", tag(before));

        assertThat(wrongFields(answer)).containsOnly("policy.limits[0]." + field);
        HttpResponse<String> after = operator.get(place);
        assertThat(after.body()).isEqualTo(before.body());
        assertThat(tag(after)).isEqualTo(tag(before));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"deadline\":\"0ms\"}                          | policy.deadline",
                "{\"deadline\":\"25h\"}                          | policy.deadline",
                "{\"deadline\":5}                                | policy.deadline",
                "{\"priority\":\"urgent\"}                       | policy.priority",
                "{\"weight\":0}                                  | policy.weight",
                "{\"weight\":1000001}                            | policy.weight",
                "{\"retry\":{\"attempts\":0}}                    | policy.retry.attempts",
                "{\"retry\":{\"attempts\":6}}                    | policy.retry.attempts",
                "{\"retry\":{\"backoff\":\"11s\"}}               | policy.retry.backoff",
                "{\"retry\":{\"with-idempotency-key\":\"yes\"}}  | policy.retry.with-idempotency-key",
                "{\"retry\":{\"tries\":2}}                       | policy.retry.tries",
                "{\"retry\":{\"budget\":\"20%\"}}                | policy.retry.budget",
                "{\"breaker\":{\"window\":10}}                   | policy.breaker.window",
                "{\"concurrency\":{\"maximum\":10}}              | policy.concurrency.maximum",
                "{\"retry\":7}                                   | policy.retry",
                "{\"limits\":{}}                                 | policy.limits",
                "{\"limits\":[7]}                                | policy.limits[0]",
                "{\"limit\":[]}                                  | policy.limit",
                "[]                                              | policy",
                "null                                            | policy",
            })
    void aWrongSettingOfARouteIsNamed(String policy, String field) {
        HttpResponse<String> answer = operator.put(place(route()), body("a test", policy), "If-None-Match", "*");

        assertThat(wrongFields(answer)).containsExactly(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"breaker\":{\"failure-rate\":\"0%\"}}                   | policy.breaker.failure-rate",
                "{\"breaker\":{\"failure-rate\":\"101%\"}}                 | policy.breaker.failure-rate",
                "{\"breaker\":{\"failure-rate\":50}}                       | policy.breaker.failure-rate",
                "{\"breaker\":{\"open-for\":\"1ms\"}}                      | policy.breaker.open-for",
                "{\"breaker\":{\"window\":5,\"minimum-calls\":6}}          | policy.breaker.minimum-calls",
                "{\"concurrency\":{\"minimum\":9,\"maximum\":8}}           | policy.concurrency.minimum",
                "{\"concurrency\":{\"maximum\":0}}                         | policy.concurrency.maximum",
                "{\"weight\":2}                                            | policy.weight",
            })
    void aWrongSettingOfADepartmentIsNamed(String policy, String field) {
        HttpResponse<String> answer =
                operator.put("/api/policies/department/d", body("a test", policy), "If-None-Match", "*");

        assertThat(wrongFields(answer)).containsExactly(field);
        assertProblem(operator.get("/api/policies/department/d"), 404, "unknown-policy");
    }

    @Test
    void everyMistakeIsNamedAtOnce() {
        HttpResponse<String> answer = operator.put(
                place(route()),
                "{\"reason\":\" \",\"why\":\"?\",\"policy\":{\"limits\":["
                        + "{\"id\":\"a\",\"permits\":0,\"window\":\"1s\",\"per\":[\"moon\"],\"colour\":\"red\"},"
                        + limit("b", 1, "1s", "route") + "," + limit("b", 2, "2s", "route")
                        + "],\"deadline\":\"soon\",\"breaker\":{\"window\":3}}}",
                "If-None-Match",
                "*");

        assertThat(wrongFields(answer))
                .containsExactlyInAnyOrder(
                        "reason",
                        "why",
                        "policy.limits[0].permits",
                        "policy.limits[0].per[0]",
                        "policy.limits[0].colour",
                        "policy.limits[2].id",
                        "policy.deadline",
                        "policy.breaker.window");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "\"\"",
                "\"  \"",
                "\"two\\nlines\"",
                "\"bell\\u0007\"",
                "\"next\\u0085line\"",
                "[\"x\"]",
            })
    void aReasonIsOneLine(String reason) {
        HttpResponse<String> answer =
                operator.put(place(route()), "{\"reason\":" + reason + ",\"policy\":{}}", "If-None-Match", "*");

        assertThat(wrongFields(answer)).containsExactly("reason");
    }

    @Test
    void aReasonIsNoNovel() {
        assertThat(wrongFields(operator.put(place(route()), body("x".repeat(501), "{}"), "If-None-Match", "*")))
                .containsExactly("reason");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"not json", "{", "{\"reason\":\"x\",\"policy\":{}", "{} {}", "[]", "7", "\"x\"", "{\"a\":01}"})
    void whatIsNoJsonObjectIsRefused(String body) {
        assertThat(wrongFields(operator.put(place(route()), body, "If-None-Match", "*")))
                .contains("");
    }

    @Test
    void halfACharacterIsRefusedInsteadOfSpoilingTheHistory() {
        HttpResponse<String> answer =
                operator.put(place(route()), "{\"reason\":\"half \\ud83d\",\"policy\":{}}", "If-None-Match", "*");

        assertThat(wrongFields(answer)).containsExactly("");
        read(operator.get("/api/policies/history"), 200);
    }

    @Test
    void aNameThatComesTwiceIsRefused() {
        HttpResponse<String> answer =
                operator.put(place(route()), "{\"reason\":\"a\",\"reason\":\"b\",\"policy\":{}}", "If-None-Match", "*");

        assertThat(wrongFields(answer)).containsExactly("reason");
    }

    @Test
    void aDocumentThatIsTooDeepIsRefused() {
        String deep = "[".repeat(50_000) + "]".repeat(50_000);

        assertThat(wrongFields(operator.put(place(route()), body("x", deep), "If-None-Match", "*")))
                .containsExactly("");
    }

    @Test
    void aHugeDocumentIsRefused() {
        HttpResponse<String> answer =
                operator.put(place(route()), body("x".repeat(300_000), "{}"), "If-None-Match", "*");

        assertProblem(answer, 413, "document-too-large");
    }

    @Test
    void aDocumentOfAnotherTypeIsRefused() {
        HttpResponse<String> yaml = operator.send(
                "PUT",
                place(route()),
                BodyPublishers.ofString(TEN),
                "Content-Type",
                "application/yaml",
                "If-None-Match",
                "*");
        HttpResponse<String> none =
                operator.send("PUT", place(route()), BodyPublishers.ofString(TEN), "If-None-Match", "*");

        assertProblem(yaml, 415, "wrong-media-type");
        assertProblem(none, 415, "wrong-media-type");
        assertThat(yaml.headers().firstValue("Accept")).hasValue("application/json");
    }

    @Test
    void anAnswerOfAnotherTypeIsNotToBeHadAndNothingIsChanged() {
        String place = place(route());

        assertProblem(operator.put(place, TEN, "If-None-Match", "*", "Accept", "text/html"), 406, "not-acceptable");
        assertProblem(operator.get(place), 404, "unknown-policy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/a%2Fb", "application/a;b", "application/a%0Ab", "application/a%25b"})
    void aPathThatNoClientNeedsIsRefusedInWords(String place) {
        assertProblem(operator.get("/api/policies/" + place), 400, "malformed-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dry-run", "dry-run=", "dryRun=true", "dry-run=true&dry-run=false", "dry_run=true"})
    void aQueryThatMayHaveMeantADryRunChangesNothing(String query) {
        String place = place(route());

        assertProblem(operator.put(place + "?" + query, TEN, "If-None-Match", "*"), 400, "malformed-request");

        assertProblem(operator.get(place), 404, "unknown-policy");
        String made = tag(create(place, TEN));
        assertProblem(operator.delete(place + "?reason=x&" + query, "If-Match", made), 400, "malformed-request");
        assertProblem(
                operator.post("/api/policies/rollback?" + query, "{\"version\":0,\"reason\":\"x\"}", "If-Match", made),
                400,
                "malformed-request");
        read(operator.get(place), 200);
    }

    @Test
    void aWrongParameterIsNamed() {
        HttpResponse<String> answer = operator.get("/api/policies/history?limit=all", "Accept-Language", "en");

        assertThat(read(answer, 400).path("detail").asString())
                .isEqualTo("The request is refused: limit: Type mismatch.");
    }

    @Test
    void noDocumentIsMalformed() {
        assertProblem(operator.put(place(route()), "", "If-None-Match", "*"), 400, "malformed-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "department/nobody",
                "route/d.nobody",
                "region/999999",
                "planet/earth",
                "application/%E5%BC%A0",
                "application/a%22b"
            })
    void whatIsNoPlaceGetsNoPolicy(String place) {
        HttpResponse<String> answer =
                operator.put("/api/policies/" + place, body("a test", "{}"), "If-None-Match", "*");

        assertThat(wrongFields(answer)).containsExactly("target");
    }

    @Test
    void aCountyTightensButNeverLoosens() {
        String of = "\"per\":[\"citizen\"],\"window\":\"1m\"";
        create("/api/policies/region/330500", limits("{\"id\":\"people\",\"permits\":60,\"burst\":60," + of + "}"));
        String county = "/api/policies/region/330502";

        HttpResponse<String> looser = operator.put(
                county, limits("{\"id\":\"people\",\"permits\":61,\"burst\":90," + of + "}"), "If-None-Match", "*");
        HttpResponse<String> shadow = operator.put(
                county,
                limits("{\"id\":\"people\",\"permits\":1,\"mode\":\"shadow\"," + of + "}"),
                "If-None-Match",
                "*");
        HttpResponse<String> faster = operator.put(
                county,
                limits("{\"id\":\"people\",\"permits\":2,\"per\":[\"citizen\"],\"window\":\"1s\"}"),
                "If-None-Match",
                "*");
        HttpResponse<String> ofOthers = operator.put(
                county,
                limits("{\"id\":\"people\",\"permits\":1,\"per\":[\"address\"],\"window\":\"1m\"}"),
                "If-None-Match",
                "*");

        assertThat(wrongFields(looser)).containsExactlyInAnyOrder("limits[0].permits", "limits[0].burst");
        assertThat(wrongFields(shadow)).containsExactly("limits[0].mode");
        assertThat(wrongFields(faster)).containsExactly("limits[0].permits");
        assertThat(wrongFields(ofOthers)).containsExactly("limits[0].per");
        assertThat(looser.body()).contains("region/330500");
        assertProblem(operator.get(county), 404, "unknown-policy");
        create(county, limits("{\"id\":\"people\",\"permits\":30,\"burst\":60," + of + "}"));
    }

    @Test
    void aLimitThatNoRequestOfTheRouteCouldMeetIsRefused() {
        HttpResponse<String> answer = operator.put(
                place(route()),
                body("a test", "{\"weight\":5,\"limits\":[" + limit(4, "1m") + "]}"),
                "If-None-Match",
                "*");

        assertThat(wrongFields(answer)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/policies",
        "GET, /api/policies/route/d.own",
        "PUT, /api/policies/route/d.own",
        "DELETE, /api/policies/route/d.own?reason=x",
        "GET, /api/policies/history",
        "POST, /api/policies/rollback",
    })
    void nobodyButOperatorsReadsOrChanges(String method, String path) {
        String[] fields = {"Content-Type", "application/json", "If-None-Match", "*"};

        assertForOperatorsOnly(gateway, ISSUER, method, path, TEN, fields);
    }

    @Test
    void aNewLimitHoldsForTheNextRequest() {
        String route = route();
        assertThat(call(route).headers().firstValue("RateLimit")).isEmpty();

        create(place(route), limits(limit(1, "24h")));

        HttpResponse<String> first = call(route);
        HttpResponse<String> second = call(route);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().firstValue("RateLimit-Policy")).hasValue("\"route/" + route + "/all\";q=1;w=86400");
        assertThat(first.headers().firstValue("RateLimit").orElseThrow())
                .startsWith("\"route/" + route + "/all\";r=0;t=");
        assertProblem(second, 429, "limit-exceeded");
        assertThat(second.headers().firstValue("RateLimit").orElseThrow())
                .startsWith("\"route/" + route + "/all\";r=0;t=");
        assertThat(second.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(86_000L, 86_400L);
    }

    @Test
    void aLimitOfAnApplicationHoldsForItsRequestsOnly() {
        create("/api/policies/application/clinic", limits(limit("all", 2, "24h", "application")));
        String clinic = "Bearer " + ISSUER.token(claims -> claims.claim("client_id", "clinic"));
        String other = "Bearer " + ISSUER.token(claims -> claims.claim("client_id", "other"));

        assertThat(gateway.get("/own", "Authorization", clinic).statusCode()).isEqualTo(200);
        assertThat(gateway.get("/own", "Authorization", clinic).statusCode()).isEqualTo(200);
        assertThat(gateway.get("/own", "Authorization", clinic).statusCode()).isEqualTo(429);
        assertThat(gateway.get("/own", "Authorization", other).statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsUsedUpStaysUsedUpUnderOtherNumbers() {
        String route = route();
        String first = tag(create(place(route), limits(limit(2, "24h"))));
        assertThat(List.of(status(route), status(route), status(route))).containsExactly(200, 200, 429);

        String second = tag(operator.put(place(route), limits(limit(50, "24h")), "If-Match", first));

        assertThat(status(route)).isEqualTo(429);
        read(operator.put(place(route), limits(limit(2, "24h")), "If-Match", second), 200);
        assertThat(status(route)).isEqualTo(429);
    }

    @Test
    void whatIsLeftStaysLeftInProportion() {
        String route = route();
        String first = tag(create(place(route), limits(limit(4, "24h"))));
        assertThat(List.of(status(route), status(route))).containsExactly(200, 200);

        read(operator.put(place(route), limits(limit(2, "24h")), "If-Match", first), 200);

        assertThat(List.of(status(route), status(route))).containsExactly(200, 429);
    }

    private static int status(String route) {
        return call(route).statusCode();
    }

    @Test
    void anAnswerUnderWayIsNotCutOffByAChange() {
        HELD.tryEmitNext("before,");
        HttpResponse<InputStream> streaming = gateway.client()
                .sendAsync(
                        HttpRequest.newBuilder(gateway.uri("/held")).build(), HttpResponse.BodyHandlers.ofInputStream())
                .join();

        create("/api/policies/route/d.held", limits(limit(1, "24h")));
        HELD.tryEmitNext("after");
        HELD.tryEmitComplete();

        assertThat(streaming.body()).hasContent("before,after");
    }

    @Test
    void aDryRunTellsRoutesAndValuesWithTheirSourcesAndChangesNothing() {
        String place = "/api/policies/region/330200";
        String body = body("a test", "{\"deadline\":\"7s\",\"limits\":[" + limit("town", 1, "24h", "region") + "]}");
        long before = read(operator.get("/api/policies"), 200).path("version").asLong();

        HttpResponse<String> answer = operator.put(place + "?dry-run=true", body, "If-None-Match", "*");

        JsonNode change = read(answer, 200);
        assertThat(answer.headers().firstValue("ETag")).isEmpty();
        assertThat(change.path("dryRun").asBoolean()).isTrue();
        assertThat(change.path("differences")).hasSize(1);
        JsonNode difference = change.path("differences").path(0);
        assertThat(difference.path("count").asInt()).isEqualTo(2);
        assertThat(difference.path("of").toString()).isEqualTo("[\"n.one\",\"n.two\"]");
        JsonNode deadline = value(difference, "deadline");
        assertThat(deadline.path("before").asString()).isEqualTo("24h of gateway (default)");
        assertThat(deadline.path("after").asString()).startsWith("7s of region/330200 (version ");
        JsonNode limit = value(difference, "limit region/330200/town");
        assertThat(limit.path("before").asString()).isEmpty();
        assertThat(limit.path("after").asString()).contains("\"permits\":1,").contains(" of region/330200 (version ");

        assertThat(read(operator.get("/api/policies"), 200).path("version").asLong())
                .isEqualTo(before);
        assertProblem(operator.get(place), 404, "unknown-policy");
        assertThat(gateway.get("/n/two").statusCode()).isEqualTo(200);
        assertThat(gateway.get("/n/two").statusCode()).isEqualTo(200);
    }

    private static JsonNode value(JsonNode difference, String name) {
        for (JsonNode value : difference.path("values")) {
            if (value.path("name").asString().equals(name)) {
                return value;
            }
        }
        throw new AssertionError(name + " is not in " + difference);
    }

    @Test
    void aDryRunRefusesWhatTheChangeWouldRefuse() {
        String place = place(route());

        assertThat(wrongFields(operator.put(place + "?dry-run=true", limits(limit(0, "1m")), "If-None-Match", "*")))
                .containsExactly("policy.limits[0].permits");
        assertProblem(operator.put(place + "?dry-run=perhaps", TEN, "If-None-Match", "*"), 400, "malformed-request");
        create(place, TEN);
        HttpResponse<String> deletion =
                operator.delete(place + "?reason=x&dry-run=true", "If-Match", tag(operator.get(place)));
        assertThat(read(deletion, 200).path("differences")).hasSize(1);
        read(operator.get(place), 200);
    }

    @Test
    void whatIsTakenAwayNoLongerHolds() {
        String route = route();
        String made = tag(create(place(route), limits(limit(1, "24h"))));
        assertThat(List.of(status(route), status(route))).containsExactly(200, 429);

        HttpResponse<String> answer = operator.delete(place(route) + "?reason=over", "If-Match", made);

        assertThat(read(answer, 200).path("dryRun").asBoolean()).isFalse();
        assertThat(answer.headers().firstValue("ETag")).isEmpty();
        assertThat(status(route)).isEqualTo(200);
        assertProblem(operator.get(place(route)), 404, "unknown-policy");
    }

    @Test
    void takingAwayNeedsAReason() {
        String place = place(route());
        String made = tag(create(place, TEN));

        assertProblem(operator.delete(place, "If-Match", made), 400, "malformed-request");
        assertThat(wrongFields(operator.delete(place + "?reason=%20", "If-Match", made)))
                .containsExactly("reason");
        assertThat(wrongFields(operator.delete(place + "?reason=a%0Ab", "If-Match", made)))
                .containsExactly("reason");
        read(operator.get(place), 200);
    }

    @Test
    void theHistoryTellsTheNewestChangeFirst() {
        String place = place(route());
        String made = tag(create(place, body("opening day", "{\"deadline\":\"9s\"}")));
        Operator other = operator("shen-yi");
        read(other.delete(place + "?reason=%E6%B4%BB%E5%8A%A8%E7%BB%93%E6%9D%9F", "If-Match", made), 200);

        JsonNode history = read(operator.get("/api/policies/history?limit=2"), 200);

        assertThat(history).hasSize(2);
        JsonNode newest = history.path(0);
        JsonNode before = history.path(1);
        assertThat(newest.path("author").asString()).isEqualTo("shen-yi");
        assertThat(newest.path("reason").asString()).isEqualTo("活动结束");
        assertThat(newest.path("changes").path(0).has("policy")).isFalse();
        assertThat(before.path("author").asString()).isEqualTo("he-tao");
        assertThat(before.path("reason").asString()).isEqualTo("opening day");
        assertThat(before.path("changes").toString())
                .isEqualTo("[{\"target\":\"" + place.substring("/api/policies/".length())
                        + "\",\"policy\":{\"deadline\":\"9s\"}}]");
        assertThat(newest.path("version").asLong())
                .isEqualTo(before.path("version").asLong() + 1);
        assertThat(newest.path("at").asString())
                .isGreaterThanOrEqualTo(before.path("at").asString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1001", "all", "99999999999"})
    void theHistoryComesInPagesOfSomeSize(String limit) {
        assertProblem(operator.get("/api/policies/history?limit=" + limit), 400, "malformed-request");
    }

    @Test
    void aRollbackBringsBackWhatAnEarlierVersionSaid() {
        String changed = route();
        String added = route();
        create(place(changed), limits(limit(1, "24h")));
        HttpResponse<String> good = operator.get("/api/policies");
        String policy = tag(operator.get(place(changed)));
        read(operator.put(place(changed), limits(limit(1000, "24h")), "If-Match", policy), 200);
        create(place(added), TEN);
        HttpResponse<String> bad = operator.get("/api/policies");
        String body = "{\"version\":" + read(good, 200).path("version").asLong() + ",\"reason\":\"it was too much\"}";

        assertProblem(operator.post("/api/policies/rollback", body, "If-Match", tag(good)), 412, "stale-version");
        assertProblem(operator.post("/api/policies/rollback", body, "If-None-Match", "*"), 412, "stale-version");
        JsonNode trial = read(operator.post("/api/policies/rollback?dry-run=true", body, "If-Match", tag(bad)), 200);
        assertThat(trial.path("differences")).hasSize(2);
        assertThat(tag(operator.get("/api/policies"))).isEqualTo(tag(bad));
        HttpResponse<String> answer = operator.post("/api/policies/rollback", body, "If-Match", tag(bad));

        assertThat(read(answer, 200).path("version").asLong())
                .isEqualTo(read(bad, 200).path("version").asLong() + 1);
        assertThat(tag(answer)).isEqualTo(tag(operator.get("/api/policies")));
        assertThat(operator.get(place(changed)).body()).contains("\"permits\":1,");
        assertProblem(operator.get(place(added)), 404, "unknown-policy");
        assertThat(List.of(status(changed), status(changed))).containsExactly(200, 429);
        assertThat(read(operator.get("/api/policies/history?limit=1"), 200)
                        .path(0)
                        .path("reason")
                        .asString())
                .isEqualTo("it was too much");
    }

    @Test
    void aRollbackNamesWhatIsWrongWithIt() {
        String tag = tag(operator.get("/api/policies"));

        assertThat(wrongFields(operator.post("/api/policies/rollback", "{}", "If-Match", tag)))
                .containsExactlyInAnyOrder("reason", "version");
        assertThat(wrongFields(operator.post(
                        "/api/policies/rollback", "{\"version\":-1,\"reason\":\"x\",\"policy\":{}}", "If-Match", tag)))
                .containsExactlyInAnyOrder("version", "policy");
    }

    @Test
    void policiesOutliveTheGateway(@TempDir Path own) {
        Map<String, String> bundles = Map.of(
                "d",
                BundleText.of("d", "330100", DEPARTMENT.url())
                        .route("d.r", "GET", "/r", "audience: public")
                        .toString());
        String token = operator.token();
        String made;
        try (TestGateway first = TestGateway.start(own, ISSUER, bundles)) {
            made = tag(new Operator(first, token).put(place("d.r"), limits(limit(1, "24h")), "If-None-Match", "*"));
        }

        try (TestGateway second = TestGateway.start(own, ISSUER, bundles)) {
            Operator again = new Operator(second, token);
            assertThat(tag(again.get(place("d.r")))).isEqualTo(made);
            assertThat(read(again.get("/api/policies/history"), 200)).hasSize(1);
            assertThat(second.get("/r").statusCode()).isEqualTo(200);
            assertThat(second.get("/r").statusCode()).isEqualTo(429);
            assertThat(again.put(place("d.r"), TEN, "If-Match", made).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void theApiIsDescribed() {
        assertThat(operator.get("/openapi.json").body())
                .contains("\"/api/policies\":")
                .contains("\"/api/policies/{kind}/{id}\":")
                .contains("\"/api/policies/history\":")
                .contains("\"/api/policies/rollback\":");
    }
}
