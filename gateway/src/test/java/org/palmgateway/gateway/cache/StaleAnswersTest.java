package org.palmgateway.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.cache.CachedProvince.status;
import static org.palmgateway.gateway.plane.TestGateway.becomes;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.gateway.admin.Operator;
import org.palmgateway.gateway.plane.RudeDepartment;
import org.palmgateway.gateway.plane.TestGateway;
import org.palmgateway.gateway.plane.TestIssuer;
import reactor.core.publisher.Mono;

class StaleAnswersTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static final String RUDE = """
            departments:
              - id: rude
                name: { zh: 测试, en: Test }
                region: 330000
                upstreams: [{ id: main, url: "%s" }]
                policy: { retry: { attempts: 1 } }
            routes:
              - id: rude.a
                name: { zh: 事项, en: Affair }
                match: { methods: [GET], path: /rude }
                access: { audience: public }
                cache: { audience: public }
                timeouts: { response: 1s }
            """;

    @TempDir
    private static Path directory;

    @TempDir
    private static Path other;

    private static CachedProvince province;
    private static Operator operator;

    @BeforeAll
    static void start() {
        province = new CachedProvince(
                directory,
                "retry: { attempts: 1 }, breaker: { minimum-calls: 10000, window: 10000 }, cache: { stale-if-error: 10m }");
        operator = new Operator(province.gateway, province.issuer.official("operator"));
    }

    @AfterAll
    static void stop() {
        province.close();
    }

    private static void storedStale(String path, String more) {
        province.on(path, "old", "Cache-Control", "max-age=60" + more, "Age", "100", "ETag", "\"v1\"");
        province.get(path);
    }

    @Test
    void rfc5861_section3_staleIsGivenWhileOneCallBringsTheNewerOne() {
        storedStale("/open/meanwhile", ", stale-while-revalidate=600");
        AtomicInteger calls = new AtomicInteger();
        province.on("/open/meanwhile", (request, response) -> {
            calls.incrementAndGet();
            return response.header("Cache-Control", "max-age=60")
                    .sendString(Mono.just("new").delayElement(Duration.ofMillis(200)));
        });

        HttpResponse<String> first = province.get("/open/meanwhile");
        HttpResponse<String> second = province.get("/open/meanwhile");

        assertThat(first.body()).isEqualTo("old");
        assertThat(status(first)).isEqualTo("palm; hit; detail=stale-while-revalidate");
        assertThat(second.body()).isEqualTo("old");
        assertThat(becomes(SOON, () -> province.get("/open/meanwhile").body().equals("new")))
                .isTrue();
        assertThat(calls).hasValue(1);
    }

    @Test
    void headThatFindsAStaleResponseHasAWholeOneFetched() {
        storedStale("/open/meanwhile-head", ", stale-while-revalidate=600");
        province.on(
                "/open/meanwhile-head",
                (request, response) ->
                        response.header("Cache-Control", "max-age=60").sendString(Mono.just("new")));

        assertThat(province.send("HEAD", "/open/meanwhile-head").statusCode()).isEqualTo(200);

        assertThat(becomes(
                        SOON, () -> province.get("/open/meanwhile-head").body().equals("new")))
                .isTrue();
        assertThat(province.last("/open/meanwhile-head").method()).isEqualTo("GET");
    }

    @Test
    void rfc5861_section4_staleIsGivenWhenTheDepartmentAnswersWithAServerError() {
        storedStale("/open/error", "");
        province.on("/open/error", 503, "down");

        HttpResponse<String> answer = province.get("/open/error");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("old");
        assertThat(status(answer)).isEqualTo("palm; hit; detail=stale-if-error");
        assertThat(answer.headers().map()).doesNotContainKey("warning");
    }

    @Test
    void rfc5861_section4_otherServerErrorsAreNoFailuresOfThatKind() {
        storedStale("/open/full", "");
        province.on("/open/full", 507, "full");

        assertThat(province.get("/open/full").statusCode()).isEqualTo(507);
    }

    @Test
    void staleIsNotGivenWhenTheDepartmentSaysThatThereIsNothingAnyMore() {
        storedStale("/open/gone", "");
        province.on("/open/gone", 404, "gone");

        assertThat(province.get("/open/gone").statusCode()).isEqualTo(404);
    }

    @Test
    void staleIsGivenAtOnceWhileTheBreakerIsOpen() {
        storedStale("/open/breaker", "");
        storedStale("/open/strict-breaker", ", must-revalidate");
        String until = Instant.now().plusSeconds(60).toString();
        HttpResponse<String> made = operator.post(
                "/api/overrides",
                "{\"kind\":\"breaker\",\"department\":\"d\",\"upstream\":\"main\",\"state\":\"open\",\"reason\":\"drill\",\"until\":\""
                        + until + "\"}");
        assertThat(made.statusCode()).isEqualTo(201);
        int before = province.asked("/open/breaker");

        HttpResponse<String> stale = province.get("/open/breaker");
        HttpResponse<String> strict = province.get("/open/strict-breaker");
        operator.delete(made.headers().firstValue("Location").orElseThrow() + "?reason=over");

        assertThat(stale.body()).isEqualTo("old");
        assertThat(province.asked("/open/breaker")).isEqualTo(before);
        assertThat(strict.statusCode()).isEqualTo(503);
        assertThat(strict.body()).contains("\"code\":\"department-paused\"");
    }

    @Test
    void staleIsGivenWhenTheCallersTimeIsOver() {
        storedStale("/open/slow", "");
        province.on("/open/slow", (request, response) -> Mono.never());

        HttpResponse<String> answer = province.get("/open/slow", "Prefer", "wait=1");

        assertThat(answer.body()).isEqualTo("old");
    }

    @Test
    void departmentThatSaysHowLongItMayBeGivenIsHeeded() {
        storedStale("/open/not-stale", ", stale-if-error=10");
        province.on("/open/not-stale", 500, "failed");

        assertThat(province.get("/open/not-stale").statusCode()).isEqualTo(500);
    }

    @Test
    void answerThatBreaksOffIsNotStored() {
        AtomicInteger turns = new AtomicInteger();
        String whole = "HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: 5\r\n\r\n";
        try (TestIssuer issuer = new TestIssuer();
                RudeDepartment rude = new RudeDepartment(socket -> {
                    RudeDepartment.write(socket, whole + (turns.incrementAndGet() == 1 ? "who" : "whole"));
                    if (turns.get() == 1) {
                        RudeDepartment.reset(socket);
                    }
                });
                TestGateway gateway = TestGateway.start(other, issuer, Map.of("rude", RUDE.formatted(rude.url())))) {

            HttpResponse<String> broken = gateway.get("/rude");
            HttpResponse<String> second = gateway.get("/rude");
            HttpResponse<String> third = gateway.get("/rude");

            assertThat(broken.statusCode()).isEqualTo(502);
            assertThat(second.body()).isEqualTo("whole");
            assertThat(status(second)).contains("stored");
            assertThat(status(third)).startsWith("palm; hit");
            assertThat(turns).hasValue(2);
        }
    }

    @Test
    void answerThatStallsIsEndedInItsTimeAndHoldsNobodyUpAfterwards() {
        AtomicInteger turns = new AtomicInteger();
        String whole = "HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: 5\r\n\r\n";
        try (TestIssuer issuer = new TestIssuer();
                RudeDepartment rude = new RudeDepartment(socket -> {
                    if (turns.incrementAndGet() == 1) {
                        RudeDepartment.write(socket, whole + "who");
                        RudeDepartment.hang(socket);
                    } else {
                        RudeDepartment.write(socket, whole + "whole");
                    }
                });
                TestGateway gateway = TestGateway.start(other, issuer, Map.of("rude", RUDE.formatted(rude.url())))) {

            assertThat(gateway.get("/rude").statusCode()).isIn(502, 504);
            assertThat(becomes(SOON, () -> gateway.get("/rude").body().equals("whole")))
                    .isTrue();
        }
    }
}
