package org.palmgateway.gateway.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.plane.TestGateway.becomes;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.gateway.plane.TestDepartment;
import org.palmgateway.gateway.plane.TestGateway;
import org.palmgateway.gateway.plane.TestIssuer;
import reactor.core.publisher.Mono;

class SlowDepartmentTest {

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final AtomicReference<Duration> TIME = new AtomicReference<>(Duration.ofMillis(20));
    private static final TestDepartment SLOWING = new TestDepartment(
            (request, response) -> response.sendString(Mono.just("slowing").delayElement(TIME.get())));
    private static final TestDepartment OTHER = new TestDepartment("other");

    @TempDir
    static Path directory;

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        String bounds = "concurrency: { minimum: 5, initial: 20, maximum: 20, normal-share: 80%, bulk-share: 50% },"
                + " breaker: { slow-rate: 100%, slow-after: 1h }, retry: { attempts: 1 }";
        gateway = TestGateway.start(
                directory,
                ISSUER,
                Map.of(
                        "slowing", Bundles.of("slowing", SLOWING.url(), bounds, "priority: bulk"),
                        "other", Bundles.of("other", OTHER.url(), "")));
        gateway.write("slowing.yaml", Bundles.of("slowing", SLOWING.url(), bounds, "priority: bulk") + """
                  - id: slowing.vital
                    name: { zh: 事项, en: Affair }
                    match: { methods: [GET], path: /slowing-vital }
                    access: { audience: public }
                    policy: { priority: critical }
                """);
        assertThat(becomes(
                        Duration.ofSeconds(5),
                        () -> gateway.get("/slowing-vital").statusCode() == 200))
                .isTrue();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        SLOWING.close();
        OTHER.close();
        ISSUER.close();
    }

    private static List<CompletableFuture<HttpResponse<String>>> send(String path, int times) {
        List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
        HttpRequest request = HttpRequest.newBuilder(gateway.uri(path))
                .header("Accept-Language", "en")
                .build();
        for (int i = 0; i < times; i++) {
            sent.add(gateway.client().sendAsync(request, BodyHandlers.ofString()));
        }
        return sent;
    }

    private static long refused(List<CompletableFuture<HttpResponse<String>>> sent) {
        return sent.stream()
                .filter(CompletableFuture::isDone)
                .filter(each -> each.join().statusCode() == 503)
                .count();
    }

    @Test
    void whatMattersLeastIsShedFirstAndOthersGoOn() {
        TIME.set(Duration.ofSeconds(5));
        List<CompletableFuture<HttpResponse<String>>> bulk = send("/slowing-more", 30);
        // Bulk may fill half of the 20 places.
        assertThat(becomes(Duration.ofSeconds(4), () -> refused(bulk) == 20)).isTrue();
        List<CompletableFuture<HttpResponse<String>>> normal = send("/slowing", 30);
        assertThat(becomes(Duration.ofSeconds(4), () -> refused(normal) == 24)).isTrue();
        List<CompletableFuture<HttpResponse<String>>> vital = send("/slowing-vital", 30);
        assertThat(becomes(Duration.ofSeconds(4), () -> refused(vital) == 26)).isTrue();

        HttpResponse<String> shed = bulk.stream()
                .filter(CompletableFuture::isDone)
                .map(CompletableFuture::join)
                .filter(each -> each.statusCode() == 503)
                .findFirst()
                .orElseThrow();

        assertThat(shed.body()).contains("\"code\":\"department-busy\"", "Nothing was sent to it");
        assertThat(shed.headers().firstValue("Retry-After")).isPresent();
        assertThat(shed.headers().firstValue("Proxy-Status")).hasValue("palm; error=connection_limit_reached");
        for (int i = 0; i < 20; i++) {
            assertThat(gateway.get("/other").statusCode()).isEqualTo(200);
        }
        TIME.set(Duration.ofMillis(20));
        List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>(bulk);
        all.addAll(normal);
        all.addAll(vital);
        assertThat(all.stream().filter(each -> each.join().statusCode() == 200).count())
                .isEqualTo(20);
    }
}
