package org.palmgateway.gateway.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.plane.TestGateway.becomes;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
import reactor.core.publisher.Sinks;

class UpstreamsOverHttpTest {

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final Sinks.Empty<Void> RELEASED = Sinks.empty();

    /** Answers when it is told to. */
    private static final TestDepartment HELD = new TestDepartment(
            (request, response) -> response.sendString(RELEASED.asMono().thenReturn("held")));

    private static final TestDepartment QUICK = new TestDepartment("quick");
    private static final TestDepartment FAILS =
            new TestDepartment((request, response) -> response.status(500).send());
    private static final TestDepartment LATE = new TestDepartment(
            (request, response) -> response.sendString(Mono.just("late").delayElement(Duration.ofMillis(200))));

    @TempDir
    static Path directory;

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        String lively = "breaker: { failure-rate: 100%, minimum-calls: 1000, window: 1000 }, retry: { attempts: 1 }";
        gateway = TestGateway.start(
                directory,
                ISSUER,
                Map.of(
                        "loaded", Bundles.ofTwo("loaded", HELD.url(), QUICK.url(), lively),
                        "ejected", Bundles.ofTwo("ejected", FAILS.url(), QUICK.url(), lively),
                        "chosen",
                                Bundles.ofTwo("chosen", FAILS.url(), QUICK.url(), lively)
                                        + "    upstream: { any-of: [other] }\n",
                        "late",
                                Bundles.of(
                                        "late",
                                        LATE.url(),
                                        "breaker: { slow-after: 100ms, slow-rate: 50%, minimum-calls: 4, window: 4, open-for: 10m }")));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        HELD.close();
        QUICK.close();
        FAILS.close();
        LATE.close();
        ISSUER.close();
    }

    @Test
    void callsGoToTheUpstreamWithTheFewestUnderWay() {
        HttpRequest request = HttpRequest.newBuilder(gateway.uri("/loaded")).build();
        CompletableFuture<HttpResponse<String>> held = Stream.generate(
                        () -> gateway.client().sendAsync(request, BodyHandlers.ofString()))
                .filter(sent -> becomesBusy())
                .findFirst()
                .orElseThrow();
        int before = HELD.seen().size();

        List<String> bodies =
                Stream.generate(() -> gateway.get("/loaded").body()).limit(20).toList();

        assertThat(bodies).allSatisfy(body -> assertThat(body).contains("quick"));
        assertThat(HELD.seen()).hasSize(before);
        RELEASED.tryEmitEmpty();
        assertThat(held.join().statusCode()).isEqualTo(200);
    }

    /** Which of two idle upstreams a call goes to is chance; the next one is sent when the last has not come to the held one. */
    private static boolean becomesBusy() {
        return becomes(Duration.ofMillis(500), () -> !HELD.seen().isEmpty());
    }

    @Test
    void upstreamThatFailsInARowIsLeftOutForAWhile() {
        List<Integer> statuses = Stream.generate(() -> gateway.get("/ejected").statusCode())
                .limit(60)
                .toList();

        assertThat(statuses.stream().filter(status -> status == 500).count()).isEqualTo(5);
        assertThat(new Operator(gateway, ISSUER.official("operator"))
                        .get("/api/traffic/departments")
                        .body())
                .containsPattern("\"upstream\":\"one\",\"breaker\":\"closed\"[^}]*\"ejected\":true");
    }

    @Test
    void routeThatNamesUpstreamsGoesToNoOther() {
        List<Integer> statuses = Stream.generate(() -> gateway.get("/chosen").statusCode())
                .limit(20)
                .toList();

        assertThat(statuses).containsOnly(200);
    }

    @Test
    void departmentThatIsSlowWithoutFailingIsLeftAloneToo() {
        for (int i = 0; i < 4; i++) {
            assertThat(gateway.get("/late").body()).isEqualTo("late");
        }

        assertThat(gateway.get("/late").statusCode()).isEqualTo(503);
        assertThat(LATE.seen()).hasSize(4);
    }
}
