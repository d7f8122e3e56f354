package org.palmgateway.gateway.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.admin.Operator.assertForOperatorsOnly;
import static org.palmgateway.gateway.admin.Operator.assertProblem;
import static org.palmgateway.gateway.admin.Operator.read;
import static org.palmgateway.gateway.admin.Operator.wrongFields;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palmgateway.gateway.admin.Operator;
import org.palmgateway.gateway.plane.TestDepartment;
import org.palmgateway.gateway.plane.TestGateway;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.JsonNode;

/** The departments of the province answer nothing and must never be asked; the sandbox acts both of them. */
class DryRunTest {

    private static final String CITIZEN = "\"caller\":{\"subject\":\"c-7\",\"claims\":{\"born\":1970}}";
    private static final AtomicReference<Sinks.One<String>> HELD = new AtomicReference<>(Sinks.one());
    private static final List<String> BODIES = new ArrayList<>();

    @TempDir
    static Path directory;

    private static TestDepartment sandbox;
    private static ComposedProvince province;
    private static Operator operator;

    @BeforeAll
    static void start() {
        sandbox = new TestDepartment((request, response) -> switch (request.uri()
                .split("\\?", 2)[0]) {
            case "/a/a/x" ->
                response.header("Content-Type", "application/json")
                        .header("Cache-Status", "palm; hit")
                        .sendString(Mono.just("{\"id\":12345678901234567890,\"sum\":12.50}"));
            case "/b/inner/x" ->
                request.receive()
                        .aggregate()
                        .asString(StandardCharsets.UTF_8)
                        .defaultIfEmpty("")
                        .flatMap(body -> {
                            BODIES.add(body);
                            return response.header("Content-Type", "application/json")
                                    .sendString(Mono.just("{\"done\":true}"))
                                    .then();
                        });
            case "/a/a/held" ->
                response.header("Content-Type", "application/json")
                        .sendString(HELD.get().asMono());
            case "/a/a/elsewhere" ->
                response.status(302)
                        .header("Location", province.departments.get("b").url() + "/b/x")
                        .send();
            case "/a/a/long" ->
                response.header("Content-Type", "application/json").sendString(Mono.just('"' + "x".repeat(5000) + '"'));
            case "/a/a/never" -> Mono.never();
            default -> response.status(500).send();
        });
        province = ComposedProvince.with()
                .department(
                        "a",
                        "claims: [born]",
                        "policy: { limits: [{ id: few, permits: 1, window: 1h, per: [route] }] }")
                .department("b", "", "upstream: { path: \"/inner/{*rest}\" }")
                .setting("--palm.compose.sandbox=" + sandbox.url() + "/", "--palm.compose.maximum-branch=4KB")
                .setting("--palm.compose.maximum-request=1KB")
                .composed("POST", "/home/{kind}", """
                        - { id: first, department: a, path: /a/x, query: { q: /request/query/q, kind: /request/path/kind } }
                        - id: second
                          department: b
                          method: POST
                          path: /b/x
                          format: xml
                          xml-root: order
                          headers: { X-Born: /principal/claims/born }
                          body: { id: /branches/first/id, name: /request/body/name }
                        """)
                .composed("GET", "/parts", """
                        - { id: ill, department: a, path: /a/ill }
                        - { id: instead, department: a, path: /a/ill, on-failure: { value: { state: text:pending } } }
                        - { id: kept, department: a, path: /a/ill, on-failure: { stale: true } }
                        - { id: long, department: a, path: /a/long }
                        - { id: elsewhere, department: a, path: /a/elsewhere }
                        - { id: slow, department: a, path: /a/never, timeout: 200ms }
                        - { id: late, department: b, path: "/b/{id}", with: { id: /branches/ill/id } }
                        """)
                .composed("GET", "/required", """
                        - { id: first, department: a, path: /a/x }
                        - { id: ill, department: a, path: /a/ill, required: true }
                        """)
                .composed("GET", "/held", """
                        - { id: held, department: a, path: /a/held }
                        """)
                .start(directory);
        operator = operatorOf(province);
    }

    @AfterAll
    static void stop() {
        province.close();
        sandbox.close();
    }

    @BeforeEach
    void forget() {
        sandbox.seen().clear();
        BODIES.clear();
    }

    @AfterEach
    void noDepartmentWasAsked() {
        assertThat(province.departments.values())
                .allSatisfy(
                        department -> assertThat(department.connectionsSoFar()).isZero());
    }

    private static Operator operatorOf(ComposedProvince province) {
        return new Operator(
                province.gateway,
                province.issuer.token(
                        claims -> claims.claim("palm_audience", "governor").claim("roles", List.of("operator"))));
    }

    private static HttpResponse<String> run(String path, String... more) {
        String method = path.startsWith("/home") ? "POST" : "GET";
        return operator.post(
                "/api/dry-run",
                "{\"method\":\"" + method + "\",\"path\":\"" + path + "\"," + String.join(",", more) + "}");
    }

    private static String report(JsonNode run, String branch) {
        JsonNode report = run.path("answer").path("_branches").path(branch);
        return report.path("state").asString() + " " + report.path("source").asString() + " "
                + report.path("code").asString("");
    }

    @Test
    void requestsGoToTheSandboxAndTheAnswerIsThatOfACall() {
        HttpResponse<String> answer =
                run("/home/now", CITIZEN, "\"query\":\"q=%26\",\"body\":{\"name\":\"王\",\"x\":1.50}");

        JsonNode run = read(answer, 200);
        assertThat(run.path("route").asString()).isEqualTo("portal.home-kind");
        assertThat(run.path("status").asInt()).isEqualTo(200);
        assertThat(run.path("problem").isNull()).isTrue();
        assertThat(answer.body())
                .contains(
                        "\"answer\":{\"first\":{\"id\":12345678901234567890,\"sum\":12.50},\"second\":{\"done\":true},");
        assertThat(report(run, "first")).isEqualTo("ok department ");
        assertThat(sandbox.seen())
                .extracting(TestDepartment.Seen::uri)
                .containsExactly("/a/a/x?q=%26&kind=now", "/b/inner/x");
        assertThat(BODIES).singleElement().asString().contains("<name>王</name>");
    }

    @Test
    void everyRequestIsShownWithoutItsPassport() {
        JsonNode run = read(run("/home/now", CITIZEN), 200);

        assertThat(run.path("sent").asInt()).isEqualTo(2);
        JsonNode first = run.path("requests").path(0);
        JsonNode second = run.path("requests").path(1);
        assertThat(first.path("branch").asString()).isEqualTo("first");
        assertThat(first.path("method").asString()).isEqualTo("GET");
        assertThat(first.path("address").asString()).isEqualTo(sandbox.url() + "/a/a/x?kind=now");
        assertThat(first.path("body").isNull()).isTrue();
        assertThat(first.path("fields").path("Accept").path(0).asString()).isEqualTo("application/json");
        assertThat(first.path("fields").has("Palm-Passport")).isFalse();
        assertThat(second.path("address").asString()).isEqualTo(sandbox.url() + "/b/inner/x");
        assertThat(second.path("body").asString()).contains("<order><id>12345678901234567890</id></order>");
        // What a department may not know of its callers is not sent either.
        assertThat(second.path("fields").has("X-Born")).isFalse();
    }

    @Test
    void sandboxIsToldWhoCallsByAPassportAndNothingElse() {
        read(run("/home/now", CITIZEN), 200);

        TestDepartment.Seen seen = sandbox.seen().get(0);
        String claims = new String(
                Base64.getUrlDecoder()
                        .decode(seen.headers().get("Palm-Passport").split("\\.", -1)[1]),
                StandardCharsets.UTF_8);
        assertThat(claims).contains("\"aud\":\"sandbox:a\"", "\"born\":1970").doesNotContain("c-7");
        assertThat(seen.headers().contains("Authorization")).isFalse();
        assertThat(seen.headers().getAsString("Palm-Time-Left")).matches("[0-9]{2,6}");
        assertThat(seen.headers().get("Palm-Region")).isEqualTo("requested=330000; served=330000");
    }

    @Test
    void branchesFailAsTheyDoInACall() {
        JsonNode run = read(run("/parts", CITIZEN), 200);

        assertThat(run.path("status").asInt()).isEqualTo(200);
        assertThat(report(run, "ill")).isEqualTo("failed none answered-with-error");
        assertThat(report(run, "instead")).isEqualTo("failed composition answered-with-error");
        assertThat(run.path("answer").path("instead").path("state").asString()).isEqualTo("pending");
        assertThat(report(run, "kept")).isEqualTo("failed none answered-with-error");
        assertThat(report(run, "long")).isEqualTo("failed none unreadable-answer");
        assertThat(report(run, "elsewhere")).isEqualTo("failed none answered-with-error");
        assertThat(report(run, "slow")).isEqualTo("failed none deadline-exceeded");
        assertThat(report(run, "late")).isEqualTo("failed none result-missing");
        assertThat(run.path("sent").asInt()).isEqualTo(6);
    }

    @Test
    void callThatFailsOnAccountOfABranchShowsWhatWasSent() {
        JsonNode run = read(run("/required", CITIZEN), 200);

        assertThat(run.path("status").asInt()).isEqualTo(502);
        assertThat(run.path("answer").isNull()).isTrue();
        assertThat(run.path("problem").path("code").asString()).isEqualTo("answered-with-error");
        assertThat(run.path("problem").path("branch").asString()).isEqualTo("ill");
        assertThat(run.path("problem").path("detail").asString()).contains("Department a answered with status 500");
        assertThat(run.path("requests")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/nowhere   | \"query\":\"a=b\"                    | 404 | unknown-path",
                "//home     | \"query\":\"a=b\"                    | 400 | malformed-path",
                "/home/now  | \"query\":\"a=b\"                    | 401 | token-missing",
                "/home/now  | \"region\":\"110000\"                | 400 | unknown-region",
                "/home/now  | \"query\":\"access_token=x\"         | 400 | malformed-request",
                "/home/now  | \"caller\":{\"subject\":\"c\",\"audience\":\"official\"} | 403 | wrong-audience",
            })
    void callThatIsRefusedSaysWhyAndSendsNothing(String path, String more, int status, String code) {
        JsonNode run = read(run(path, more), 200);

        assertThat(run.path("status").asInt()).isEqualTo(status);
        assertThat(run.path("problem").path("code").asString()).isEqualTo(code);
        assertThat(run.path("sent").asInt()).isZero();
        assertThat(sandbox.seen()).isEmpty();
    }

    @Test
    void bodyOfTheCallIsBoundedAsInACall() {
        JsonNode run = read(run("/home/now", CITIZEN, "\"body\":\"" + "x".repeat(2000) + '"'), 200);

        assertThat(run.path("status").asInt()).isEqualTo(413);
        assertThat(run.path("problem").path("code").asString()).isEqualTo("body-too-large");
        assertProblem(run("/home/now", "\"body\":\"" + "x".repeat(300_000) + '"'), 413, "document-too-large");
    }

    @Test
    void routeOfOneDepartmentCannotBeRunDry() {
        HttpResponse<String> answer = run("/a/x", CITIZEN);

        assertProblem(answer, 409, "not-composed");
        assertThat(answer.headers().firstValue("Content-Language")).isPresent();
    }

    @Test
    void limitsAreNotChargedAndNothingIsCounted() {
        for (int i = 0; i < 3; i++) {
            assertThat(report(read(run("/home/now", CITIZEN), 200), "first")).startsWith("ok");
        }

        JsonNode limits = read(operator.get("/api/traffic/limits"), 200);
        assertThat(limits.path("buckets").asInt()).isZero();
        assertThat(operator.get("/metrics").body())
                .doesNotContain("palm_branches")
                .doesNotContain("palm_shed");
        assertThat(read(operator.get("/api/traffic/departments"), 200)).isEmpty();
    }

    @Test
    void onlyAFewAreUnderWayAtOnce() {
        Sinks.One<String> held = Sinks.one();
        HELD.set(held);
        List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            waiting.add(CompletableFuture.supplyAsync(() -> run("/held", CITIZEN)));
        }
        assertThat(TestGateway.becomes(
                        Duration.ofSeconds(10), () -> sandbox.seen().size() == 4))
                .isTrue();

        HttpResponse<String> fifth = run("/held", CITIZEN);

        held.tryEmitValue("true");
        assertProblem(fifth, 503, "too-many-dry-runs");
        assertThat(fifth.headers().firstValue("Retry-After")).hasValue("1");
        waiting.forEach(each ->
                assertThat(report(read(each.join(), 200), "held")).isEqualTo("ok department "));
        assertThat(report(read(run("/held", CITIZEN), 200), "held")).isEqualTo("ok department ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                              | path",
                "{\"path\":\"home\"}                                             | path",
                "{\"path\":\"/home?a=b\"}                                        | path",
                "{\"path\":\"/ho me\"}                                           | path",
                "{\"path\":\"/home\",\"query\":\"a b\"}                          | query",
                "{\"path\":\"/home\",\"method\":\"TRACE\"}                       | method",
                "{\"path\":\"/home\",\"headers\":{\"Authorization\":\"Bearer x\"}} | headers.Authorization",
                "{\"path\":\"/home\",\"headers\":{\"Palm-Passport\":\"x\"}}      | headers.Palm-Passport",
                "{\"path\":\"/home\",\"headers\":{\"Prefer\":\"a\\nb\"}}         | headers.Prefer",
                "{\"path\":\"/home\",\"caller\":{}}                              | caller.subject",
                "{\"path\":\"/home\",\"caller\":{\"subject\":\"c\",\"audience\":\"public\"}} | caller.audience",
                "{\"path\":\"/home\",\"caller\":{\"subject\":\"c\",\"claims\":7}} | caller.claims",
                "{\"path\":\"/home\",\"caller\":{\"subject\":\"c\",\"assurance\":\"high\"}} | caller.assurance",
                "{\"path\":\"/home\",\"to\":\"http://b\"}                        | to",
                "{\"path\":\"/home\",\"path\":\"/x\"}                            | ``",
                "[]                                                              | ``",
                "not json                                                        | ``",
            })
    void documentThatCannotBeReadIsRefused(String body, String field) {
        assertThat(wrongFields(operator.post("/api/dry-run", body))).containsExactly(field);
    }

    @Test
    void nobodyButOperatorsMayRunDry() {
        assertForOperatorsOnly(
                province.gateway,
                province.issuer,
                "POST",
                "/api/dry-run",
                "{\"path\":\"/held\"}",
                "Content-Type",
                "application/json");
    }

    @Test
    void gatewayWithoutASandboxSaysWhatToSet(@TempDir Path other) {
        try (ComposedProvince bare = ComposedProvince.with()
                .departments("a")
                .composed("GET", "/home", "- { id: first, department: a, path: /a/x }\n")
                .start(other)) {
            HttpResponse<String> answer =
                    operatorOf(bare).post("/api/dry-run", "{\"path\":\"/home\"}", "Accept-Language", "en");

            assertProblem(answer, 501, "no-sandbox");
            assertThat(answer.body()).contains("palm.compose.sandbox");
            assertThat(bare.departments.get("a").seen()).isEmpty();
        }
    }

    @Test
    void explainShowsThePlanAndAsksNobody() {
        JsonNode explained = read(operator.get("/api/explain?method=POST&path=/home/now&audience=citizen"), 200);

        assertThat(explained.path("why").toString()).contains("It is composed of 2 branches in 2 steps.");
        JsonNode plan = explained.path("plan");
        assertThat(plan.path("deadline").asString()).isNotBlank();
        assertThat(plan.path("branches").path(0).path("target").path("route").asString())
                .isEqualTo("a.all");
        assertThat(plan.path("branches").path(0).path("target").path("limits").toString())
                .isEqualTo("[\"route/a.all/few\"]");
        assertThat(plan.path("branches").path(1).path("needs").toString()).isEqualTo("[\"first\"]");
        assertThat(sandbox.seen()).isEmpty();
    }

    @Test
    void theApiIsDescribed() {
        assertThat(operator.get("/openapi.json").body()).contains("\"/api/dry-run\":");
    }
}
