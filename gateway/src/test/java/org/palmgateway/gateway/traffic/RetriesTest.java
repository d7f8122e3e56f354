package org.palmgateway.gateway.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.gateway.admin.Operator;
import org.palmgateway.gateway.plane.RudeDepartment;
import org.palmgateway.gateway.plane.TestDepartment;
import org.palmgateway.gateway.plane.TestGateway;
import org.palmgateway.gateway.plane.TestIssuer;
import reactor.core.publisher.Flux;

class RetriesTest {

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final AtomicInteger FAILING = new AtomicInteger();
    private static final List<String> BODIES = new CopyOnWriteArrayList<>();

    /** Answers 503 as often as it is told to, and then what it was sent. */
    private static final TestDepartment MOODY = new TestDepartment((request, response) -> request.receive()
            .aggregate()
            .asString()
            .defaultIfEmpty("")
            .flatMapMany(body -> {
                BODIES.add(body);
                int left = FAILING.getAndUpdate(n -> Math.max(0, n - 1));
                return left > 0
                        ? response.status(503).sendString(Flux.just("busy"))
                        : response.sendString(Flux.just("done:" + body));
            }));

    private static final TestDepartment GOOD = new TestDepartment("good");
    private static final RudeDepartment RESETS = new RudeDepartment(RudeDepartment::reset);

    @TempDir
    static Path directory;

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        String lively = "breaker: { failure-rate: 100%, minimum-calls: 1000, window: 1000 }";
        gateway = TestGateway.start(
                directory,
                ISSUER,
                Map.of(
                        "moody",
                        """
                        departments:
                          - id: moody
                            name: { zh: 测试, en: Test }
                            region: 330000
                            upstreams: [{ id: main, url: "%s" }]
                            policy: { %s, retry: { attempts: 3, backoff: 1ms } }
                        routes:
                          - { id: moody.a, name: { zh: 事项, en: Affair }, match: { methods: [GET, PUT, POST], path: /moody }, access: { audience: public } }
                          - { id: moody.b, name: { zh: 事项, en: Affair }, match: { methods: [POST], path: /moody-once }, access: { audience: public }, policy: { retry: { with-idempotency-key: true } } }
                        """.formatted(MOODY.url(), lively),
                        "stingy",
                        """
                        departments:
                          - id: stingy
                            name: { zh: 测试, en: Test }
                            region: 330000
                            upstreams: [{ id: main, url: "%s" }]
                            policy: { %s, retry: { attempts: 3, backoff: 1ms, budget: 0%%, minimum: 2 } }
                        routes:
                          - { id: stingy.a, name: { zh: 事项, en: Affair }, match: { methods: [GET], path: /stingy }, access: { audience: public } }
                        """.formatted(MOODY.url(), lively),
                        "two",
                        """
                        departments:
                          - id: two
                            name: { zh: 测试, en: Test }
                            region: 330000
                            upstreams: [{ id: bad, url: "%s" }, { id: good, url: "%s" }]
                            policy: { %s, retry: { budget: 100%%, minimum: 1000, backoff: 1ms } }
                        routes:
                          - { id: two.a, name: { zh: 事项, en: Affair }, match: { methods: [GET], path: /two }, access: { audience: public } }
                        """.formatted(RESETS.url(), GOOD.url(), lively)));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        MOODY.close();
        GOOD.close();
        RESETS.close();
        ISSUER.close();
    }

    @BeforeEach
    void forget() {
        FAILING.set(0);
        BODIES.clear();
    }

    private static HttpResponse<String> send(String method, String path, String body, String... fields) {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.uri(path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return gateway.send(request, fields);
    }

    @Test
    void idempotentRequestIsRepeatedWithItsBody() {
        FAILING.set(2);

        HttpResponse<String> answer = send("PUT", "/moody", "form");

        assertThat(answer.body()).isEqualTo("done:form");
        assertThat(BODIES).containsExactly("form", "form", "form");
    }

    @Test
    void attemptsAreBoundedAndTheDepartmentsLastAnswerStands() {
        FAILING.set(9);

        HttpResponse<String> answer = gateway.get("/moody");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("busy");
        assertThat(BODIES).hasSize(3);
    }

    @Test
    void requestThatIsNotIdempotentIsSentOnce() {
        FAILING.set(1);

        assertThat(send("POST", "/moody", "form").statusCode()).isEqualTo(503);
        assertThat(send("POST", "/moody", "form", "Idempotency-Key", "k").body())
                .isEqualTo("done:form");
        assertThat(BODIES).hasSize(2);
    }

    @Test
    void idempotencyKeyDoesNotCountWhereTheRouteDoesNotAllowIt() {
        FAILING.set(1);

        assertThat(send("POST", "/moody", "form", "Idempotency-Key", "k").statusCode())
                .isEqualTo(503);
        assertThat(BODIES).hasSize(1);
    }

    @Test
    void requestWithAnIdempotencyKeyIsRepeatedWhereTheRouteAllowsIt() {
        FAILING.set(1);
        assertThat(send("POST", "/moody-once", "form").statusCode()).isEqualTo(503);
        FAILING.set(1);

        HttpResponse<String> answer = send("POST", "/moody-once", "form", "Idempotency-Key", "k-1");

        assertThat(answer.body()).isEqualTo("done:form");
    }

    @Test
    void longBodyIsNotKeptAndSoNotRepeated() {
        FAILING.set(1);

        assertThat(send("PUT", "/moody", "x".repeat(64 * 1024 + 1)).statusCode())
                .isEqualTo(503);
        assertThat(BODIES).hasSize(1);
    }

    @Test
    void retriesStayWithinTheBudgetOfTheDepartment() {
        FAILING.set(1000);
        for (int i = 0; i < 10; i++) {
            assertThat(gateway.get("/stingy").statusCode()).isEqualTo(503);
        }

        assertThat(BODIES).hasSizeBetween(12, 14);
        assertThat(new Operator(gateway, ISSUER.official("operator"))
                        .get("/metrics")
                        .body())
                .contains("palm_retries_total{department=\"stingy\",outcome=\"over-budget\"}");
    }

    @Test
    void anotherUpstreamIsTriedFirst() {
        for (int i = 0; i < 30; i++) {
            assertThat(gateway.get("/two").body()).contains("good");
        }
    }
}
