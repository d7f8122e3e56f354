package org.palmgateway.gateway.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.compose.ComposedProvince.json;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Who asks for a stream gets each branch as soon as it is there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamedBranchesTest {

    private static final String LINES = "application/x-ndjson";

    /** Completed when the slow department is to answer. */
    private volatile CompletableFuture<Integer> slow = new CompletableFuture<>();

    private ComposedProvince province;

    @BeforeAll
    void start(@TempDir Path directory) {
        province = ComposedProvince.with()
                .departments("a", "b")
                .composed("GET", "/all", """
                        - { id: slow, department: b, path: /b/slow, timeout: 60s }
                        - { id: fast, department: a, path: /a/fast }
                        - { id: gone, department: a, path: /a/gone, hidden: true }
                        """)
                .composed("GET", "/required", """
                        - { id: slow, department: b, path: /b/slow, timeout: 60s, required: true }
                        - { id: fast, department: a, path: /a/fast }
                        """)
                .composed("GET", "/first", """
                        - { id: gone, department: a, path: /a/gone, required: true }
                        - { id: slow, department: b, path: /b/slow, timeout: 60s }
                        """)
                .start(directory);
        province.on("/a/fast", "{\"text\":\"two\\nlines\"}");
        province.on(
                "/b/slow",
                (request, response) -> Mono.fromFuture(() -> slow)
                        .flatMap(status -> response.status(status)
                                .header("Content-Type", "application/json")
                                .sendString(Mono.just("\"slow\""))
                                .then()));
    }

    @BeforeEach
    void begin() {
        slow = new CompletableFuture<>();
    }

    @AfterAll
    void stop() {
        province.close();
    }

    private BufferedReader open(String path, String accepted) throws IOException {
        try {
            HttpResponse<java.io.InputStream> answer = province.gateway
                    .client()
                    .send(
                            HttpRequest.newBuilder(province.gateway.uri(path))
                                    .header("Accept", accepted)
                                    .header("Authorization", "Bearer " + province.citizen("c-1"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith(accepted);
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
            return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode line(BufferedReader reader) throws IOException {
        return ComposedProvince.JSON.readTree(reader.readLine());
    }

    @Test
    void aSlowBranchHoldsBackNoOther() throws IOException {
        try (BufferedReader lines = open("/all", LINES)) {
            List<JsonNode> first = List.of(line(lines), line(lines));
            assertThat(first)
                    .extracting(line -> line.path("branch").asString())
                    .containsExactlyInAnyOrder("fast", "gone");
            for (JsonNode line : first) {
                if (line.path("branch").asString().equals("fast")) {
                    assertThat(line.path("members").toString()).isEqualTo("{\"fast\":{\"text\":\"two\\nlines\"}}");
                    assertThat(line.path("report").path("state").asString()).isEqualTo("ok");
                } else {
                    assertThat(line.path("members").isEmpty()).isTrue();
                    assertThat(line.path("report").path("code").asString()).isEqualTo("answered-with-error");
                }
            }

            slow.complete(200);

            assertThat(line(lines).path("members").path("slow").asString()).isEqualTo("slow");
            assertThat(line(lines).path("_branches").propertyNames()).containsExactlyInAnyOrder("slow", "fast", "gone");
            assertThat(lines.readLine()).isNull();
        }
    }

    @Test
    void eventsComeOneByOneToo() throws IOException {
        try (BufferedReader lines = open("/required", "text/event-stream")) {
            assertThat(lines.readLine()).isEqualTo("event: branch");
            assertThat(lines.readLine()).startsWith("data: {\"branch\":\"fast\",");
            assertThat(lines.readLine()).isEmpty();

            slow.complete(200);

            assertThat(lines.readLine()).isEqualTo("event: branch");
            assertThat(lines.readLine()).startsWith("data: {\"branch\":\"slow\",");
            assertThat(lines.readLine()).isEmpty();
            assertThat(lines.readLine()).isEqualTo("event: end");
            assertThat(lines.readLine()).startsWith("data: {\"_branches\":{");
            assertThat(lines.readLine()).isEmpty();
            assertThat(lines.readLine()).isNull();
        }
    }

    @Test
    void whatIsRequiredAndFailsEndsTheStreamWithAProblem() throws IOException {
        try (BufferedReader lines = open("/required", LINES)) {
            assertThat(line(lines).path("branch").asString()).isEqualTo("fast");

            slow.complete(500);

            JsonNode problem = line(lines).path("problem");
            assertThat(problem.path("code").asString()).isEqualTo("answered-with-error");
            assertThat(problem.path("status").asInt()).isEqualTo(502);
            assertThat(problem.path("branch").asString()).isEqualTo("slow");
            assertThat(problem.path("done").path(0).asString()).isEqualTo("fast");
            assertThat(lines.readLine()).isNull();
        }
    }

    @Test
    void beforeTheFirstLineAProblemIsAnsweredLikeAnyOther() {
        HttpResponse<String> answer = province.get("/first", "Accept", LINES);

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(json(answer).path("branch").asString()).isEqualTo("gone");
    }

    @Test
    void whoTakesAnythingGetsADocument() {
        slow.complete(200);

        for (String accepted : new String[] {"*/*", "application/*", "application/x-ndjson;q=0.5, application/json"}) {
            HttpResponse<String> answer = province.get("/all", "Accept", accepted);

            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        }
    }
}
