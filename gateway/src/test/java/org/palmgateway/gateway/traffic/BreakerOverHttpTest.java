package org.palmgateway.gateway.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.plane.TestGateway.becomes;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.gateway.admin.Operator;
import org.palmgateway.gateway.plane.TestDepartment;
import org.palmgateway.gateway.plane.TestGateway;
import org.palmgateway.gateway.plane.TestIssuer;
import reactor.core.publisher.Mono;

class BreakerOverHttpTest {

    private static final String BREAKER = "breaker: { minimum-calls: 4, window: 4, open-for: %s, probes: 2 },"
            + " retry: { attempts: 1 }, concurrency: { minimum: 3, initial: 50, maximum: 50 }";

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final Sick LASTING = new Sick();
    private static final Sick BRIEF = new Sick();
    private static final Sick FORCED = new Sick();

    @TempDir
    static Path directory;

    private static TestGateway gateway;
    private static Operator operator;

    /** A department that is well or sick as it is told, and counts how many calls it has at once. */
    private static final class Sick implements AutoCloseable {
        final AtomicBoolean sick = new AtomicBoolean();
        final AtomicInteger atOnce = new AtomicInteger();
        final AtomicInteger most = new AtomicInteger();
        final TestDepartment department = new TestDepartment((request, response) -> {
            if (sick.get()) {
                return response.status(500).send();
            }
            return response.sendString(Mono.fromSupplier(() -> {
                        most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                        return "well";
                    })
                    .delayElement(Duration.ofMillis(50))
                    .doFinally(signal -> atOnce.decrementAndGet()));
        });

        @Override
        public void close() {
            department.close();
        }
    }

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(
                directory,
                ISSUER,
                Map.of(
                        "lasting", Bundles.of("lasting", LASTING.department.url(), BREAKER.formatted("10m")),
                        "brief", Bundles.of("brief", BRIEF.department.url(), BREAKER.formatted("500ms")),
                        "forced", Bundles.of("forced", FORCED.department.url(), BREAKER.formatted("10m"))));
        operator = new Operator(gateway, ISSUER.official("operator"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        LASTING.close();
        BRIEF.close();
        FORCED.close();
        ISSUER.close();
    }

    private static void fail(Sick sick, String path) {
        sick.sick.set(true);
        for (int i = 0; i < 4; i++) {
            gateway.get(path);
        }
    }

    @Test
    void departmentThatFailsIsLeftAloneAndStaysSoWhenItsPolicyChanges() {
        fail(LASTING, "/lasting");
        int before = LASTING.department.seen().size();

        HttpResponse<String> paused = gateway.get("/lasting", "Accept-Language", "en");

        assertThat(paused.statusCode()).isEqualTo(503);
        assertThat(paused.body()).contains("\"code\":\"department-paused\"");
        assertThat(Integer.parseInt(paused.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(590, 721);
        assertThat(LASTING.department.seen()).hasSize(before);
        operator.set(
                "department/lasting", "{\"breaker\":{\"failure-rate\":\"90%\",\"window\":50,\"minimum-calls\":40}}");
        assertThat(gateway.get("/lasting").statusCode()).isEqualTo(503);
        assertThat(LASTING.department.seen()).hasSize(before);
        assertThat(operator.get("/api/traffic/departments").body())
                .containsPattern("\"department\":\"lasting\".*\"breaker\":\"open\"");
        assertThat(operator.get("/metrics").body())
                .contains("palm_breaker_turns_total{department=\"lasting\",to=\"open\",upstream=\"main\"} 1.0");
    }

    @Test
    void herdThatComesBackMeetsFewProbesAndThenASlowStart() {
        fail(BRIEF, "/brief");
        assertThat(gateway.get("/brief").statusCode()).isEqualTo(503);
        BRIEF.sick.set(false);
        assertThat(becomes(Duration.ofSeconds(10), () -> gateway.get("/brief").statusCode() == 200))
                .isTrue();
        // The first of two probes has passed; the herd brings the second one and closes the breaker.
        HttpRequest request = HttpRequest.newBuilder(gateway.uri("/brief")).build();

        List<CompletableFuture<HttpResponse<String>>> herd = Stream.generate(
                        () -> gateway.client().sendAsync(request, BodyHandlers.ofString()))
                .limit(200)
                .toList();
        List<Integer> statuses =
                herd.stream().map(each -> each.join().statusCode()).toList();

        assertThat(statuses).containsOnly(200, 503).contains(200, 503);
        // Starting from its minimum of 3, the limit grows by a few while the herd is there; it had been 50.
        assertThat(BRIEF.most.get()).isLessThanOrEqualTo(12);
        assertThat(becomes(Duration.ofSeconds(10), () -> gateway.get("/brief").statusCode() == 200))
                .isTrue();
    }

    @Test
    void operatorHoldsABreakerOpenAndLetsItGoAgain() {
        assertThat(gateway.get("/forced").statusCode()).isEqualTo(200);
        String until = Instant.now().plusSeconds(2).toString();
        String body = "{\"kind\":\"breaker\",\"department\":\"forced\",\"upstream\":\"main\",\"state\":\"open\","
                + "\"reason\":\"drill\",\"until\":\"" + until + "\"}";

        assertThat(operator.post("/api/overrides", body).statusCode()).isEqualTo(201);

        assertThat(gateway.get("/forced").statusCode()).isEqualTo(503);
        assertThat(becomes(Duration.ofSeconds(10), () -> gateway.get("/forced").statusCode() == 200))
                .isTrue();
        assertThat(operator.get("/api/overrides").body()).isEqualTo("[]");
    }
}
