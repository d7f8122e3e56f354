package org.palmgateway.gateway.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.palmgateway.gateway.plane.TestGateway.becomes;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class StoppingTest {

    private static final TestIssuer ISSUER = new TestIssuer();

    @TempDir
    Path directory;

    @AfterAll
    static void stop() {
        ISSUER.close();
    }

    @Test
    void aRequestUnderWayEndsBeforeTheNodeStopsAndTheAdminPlaneTellsSo() {
        Sinks.One<String> answer = Sinks.one();
        try (TestDepartment slow = new TestDepartment((request, response) -> response.sendString(answer.asMono()))) {
            TestGateway gateway = TestGateway.start(
                    directory,
                    ISSUER,
                    Map.of(
                            "d",
                            BundleText.of("d", "330000", slow.url())
                                    .route("d.slow", "GET", "/slow", "audience: public")
                                    .toString()));
            CompletableFuture<HttpResponse<String>> caller = CompletableFuture.supplyAsync(() -> gateway.get("/slow"));
            assertThat(becomes(Duration.ofSeconds(5), () -> slow.seen().size() == 1))
                    .isTrue();

            CompletableFuture<Void> stopping = CompletableFuture.runAsync(gateway::close);
            assertThat(becomes(
                            Duration.ofSeconds(5),
                            () -> gateway.admin("/health/readiness").body().contains("OUT_OF_SERVICE")))
                    .isTrue();
            assertThat(becomes(Duration.ofSeconds(5), () -> refused(gateway))).isTrue();
            assertThat(stopping).isNotDone();
            answer.tryEmitValue("at last").orThrow();

            assertThat(caller.join().body()).isEqualTo("at last");
            assertThat(caller.join().headers().firstValue("Connection")).hasValue("close");
            stopping.join();
        }
    }

    private static boolean refused(TestGateway gateway) {
        try (RawConnection connection = new RawConnection(gateway.port())) {
            return connection.isClosed();
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void theAccessLogHasALineForEachRequestWithoutTokensOrQueries() throws IOException {
        Path log = directory.resolve("access.log");
        try (TestDepartment department = new TestDepartment("d")) {
            TestGateway gateway = TestGateway.start(
                    directory,
                    ISSUER,
                    Map.of(
                            "d",
                            BundleText.of("d", "330100", department.url())
                                    .route("d.own", "GET", "/own/{id}", "audience: citizen")
                                    .toString()),
                    "--palm.access-log.enabled=true",
                    "--palm.access-log.file=" + log);
            String token = ISSUER.citizen();
            gateway.get("/own/7?secret=1", "Authorization", "Bearer " + token, "Palm-Region", "330106");
            gateway.get("/own/7");
            gateway.get("/nope");
            gateway.close();

            // A line is written after its answer has left, so that the next request may overtake it: 200, 401, 404.
            List<String> lines = Files.readAllLines(log).stream()
                    .sorted(Comparator.comparing(line -> line.substring(line.indexOf("\"status\":"))))
                    .toList();
            assertThat(lines).hasSize(3);
            assertThat(lines.get(0))
                    .contains("\"path\":\"/own/{id}\"")
                    .contains("\"route\":\"d.own\"")
                    .contains("\"requested\":\"330106\",\"served\":\"330100\"")
                    .contains("\"application\":\"phone\"")
                    .contains("\"status\":200")
                    .doesNotContain("secret")
                    .doesNotContain(token)
                    .doesNotContain("citizen-1");
            assertThat(lines.get(1))
                    .contains("\"status\":401")
                    .contains("\"route\":\"d.own\"")
                    .contains("\"department\":\"d\"");
            assertThat(lines.get(2)).contains("\"status\":404").contains("\"problem\":\"unknown-path\"");
        }
    }

    @Test
    void aWrongSettingStopsTheStartWithASentence() {
        assertThatThrownBy(() -> TestGateway.start(directory, ISSUER, Map.of(), "--palm.data-plane.maximum-headers=1B"))
                .rootCause()
                .hasMessageContaining("palm.data-plane.maximum-headers")
                .hasMessageContaining("expected: 1KB to 128KB");
    }

    @Test
    void twoGatewaysInOneProcessDoNotDisturbEachOther(@TempDir Path other) {
        try (TestDepartment department =
                        new TestDepartment((request, response) -> response.sendString(Mono.just("x")));
                TestGateway one = TestGateway.start(directory, ISSUER, bundle(department))) {
            TestGateway two = TestGateway.start(other, ISSUER, bundle(department));
            assertThat(two.get("/x").statusCode()).isEqualTo(200);

            two.close();

            assertThat(one.get("/x").statusCode()).isEqualTo(200);
        }
    }

    private static Map<String, String> bundle(TestDepartment department) {
        return Map.of(
                "d",
                BundleText.of("d", "330000", department.url())
                        .route("d.x", "GET", "/x", "audience: public")
                        .toString());
    }
}
