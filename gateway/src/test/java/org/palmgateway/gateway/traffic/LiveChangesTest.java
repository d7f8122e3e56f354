package org.palmgateway.gateway.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.gateway.admin.Operator;
import org.palmgateway.gateway.plane.TestDepartment;
import org.palmgateway.gateway.plane.TestGateway;
import org.palmgateway.gateway.plane.TestIssuer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class LiveChangesTest {

    private static final int CALLERS = 8;

    @TempDir
    Path directory;

    @Test
    void tenChangesASecondUnderLoadCauseNoErrorAndLoseNeitherCountersNorConnections() {
        try (TestIssuer issuer = new TestIssuer();
                TestDepartment department = new TestDepartment("one");
                TestGateway gateway = TestGateway.start(
                        directory, issuer, Map.of("one", Bundles.of("one", department.url(), "", "weight: 2")))) {
            Operator operator = new Operator(gateway, issuer.official("operator"));
            String used = "{\"limits\":[{\"id\":\"used\",\"permits\":%d,\"window\":\"24h\",\"per\":[\"route\"]}]}";
            operator.set("route/one.more", used.formatted(10));
            for (int i = 0; i < 5; i++) {
                assertThat(gateway.get("/one-more").statusCode()).isEqualTo(200);
            }
            assertThat(gateway.get("/one-more").statusCode()).isEqualTo(429);
            Map<Integer, LongAdder> statuses = new ConcurrentHashMap<>();

            Mono<Long> load = Flux.range(0, CALLERS)
                    .flatMap(caller -> call(gateway, statuses)
                            .repeat()
                            .take(Duration.ofSeconds(5))
                            .count())
                    .reduce(0L, Long::sum);
            Mono<Long> changes = Flux.interval(Duration.ofMillis(100))
                    .take(50)
                    .publishOn(Schedulers.boundedElastic())
                    .doOnNext(turn -> {
                        operator.set(
                                "department/one",
                                turn % 2 == 0
                                        ? "{\"breaker\":{\"window\":50},\"concurrency\":{\"maximum\":900},\"deadline\":\"30s\"}"
                                        : "{\"breaker\":{\"window\":80},\"priority\":\"critical\"}");
                        operator.set("route/one.more", used.formatted(turn % 2 == 0 ? 20 : 10));
                    })
                    .count();
            long answered = Mono.zip(load, changes).map(both -> both.getT1()).block(Duration.ofSeconds(60));

            assertThat(answered).isGreaterThan(50);
            assertThat(statuses).containsOnlyKeys(200);
            // Used up stays used up, however often the numbers changed.
            assertThat(gateway.get("/one-more").statusCode()).isEqualTo(429);
            assertThat(department.connectionsSoFar()).isLessThanOrEqualTo(CALLERS + 2);
            assertThat(operator.get("/api/policies").body()).contains("\"version\":101");
        }
    }

    private static Mono<Integer> call(TestGateway gateway, Map<Integer, LongAdder> statuses) {
        HttpRequest request = HttpRequest.newBuilder(gateway.uri("/one")).build();
        return Mono.fromCompletionStage(() -> gateway.client().sendAsync(request, BodyHandlers.discarding()))
                .map(HttpResponse::statusCode)
                .doOnNext(status ->
                        statuses.computeIfAbsent(status, s -> new LongAdder()).increment());
    }
}
