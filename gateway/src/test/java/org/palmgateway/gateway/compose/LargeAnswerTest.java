package org.palmgateway.gateway.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.compose.ComposedProvince.json;
import static org.palmgateway.gateway.compose.ComposedProvince.state;
import static org.palmgateway.gateway.plane.TestGateway.becomes;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.gateway.plane.RudeDepartment;

/** However much departments send, the gateway takes no more than its settings say, and tells who sent too much. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeAnswerTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final long HUGE = 100L << 20;
    private static final byte[] CHUNK = " ".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);

    private final AtomicLong written = new AtomicLong();
    private volatile boolean announced;
    private final RudeDepartment huge = new RudeDepartment(this::writeHuge);
    private ComposedProvince province;

    @BeforeAll
    void start(@TempDir Path directory) {
        province = ComposedProvince.with()
                .departments("a")
                .departmentAt("r", huge.url(), ComposedProvince.PATIENT)
                .composed("GET", "/huge", """
                        - { id: good, department: a, path: /a/small }
                        - { id: bad, department: r, path: /r/x }
                        """)
                .composed("GET", "/together", """
                        - { id: one, department: a, path: /a/large }
                        - { id: two, department: a, path: /a/large, when: { value: /branches/one } }
                        - { id: three, department: a, path: /a/large, when: { value: /branches/two } }
                        - { id: four, department: a, path: /a/small, when: { value: /branches/one } }
                        """)
                .composed("GET", "/after", """
                        - { id: one, department: r, path: /r/1, on-failure: { value: null } }
                        - { id: two, department: r, path: /r/2, on-failure: { value: /branches/one } }
                        - { id: three, department: r, path: /r/3, on-failure: { value: /branches/two } }
                        - { id: four, department: a, path: /a/large, when: { value: /branches/three, is: null } }
                        """)
                .setting("--palm.compose.maximum-branch=200KB", "--palm.compose.maximum-branches=500KB")
                .start(directory);
        province.on("/a/small", "\"small\"");
        province.on("/a/large", '"' + "x".repeat(199 * 1024) + '"');
    }

    @AfterAll
    void stop() {
        province.close();
        huge.close();
    }

    private void writeHuge(Socket socket) throws IOException {
        RudeDepartment.write(socket, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n");
        RudeDepartment.write(socket, announced ? "Content-Length: " + HUGE + "\r\n\r\n" : "Connection: close\r\n\r\n");
        for (long sent = 0; sent < HUGE; sent += CHUNK.length) {
            socket.getOutputStream().write(CHUNK);
            written.addAndGet(CHUNK.length);
        }
    }

    private void isCutOff(boolean withLength) {
        announced = withLength;
        written.set(0);

        HttpResponse<String> answer = province.get("/huge");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(state(answer, "bad")).isEqualTo("failed none unreadable-answer");
        assertThat(json(answer).path("good").asString()).isEqualTo("small");
        assertThat(becomes(SOON, () -> huge.openConnections() == 0)).isTrue();
        // Sockets on the way hold a few megabytes.
        assertThat(written.get()).isLessThan(HUGE / 4);
    }

    @Test
    void anAnswerWhoseLengthIsTooLargeIsNotRead() {
        isCutOff(true);
    }

    @Test
    void anAnswerThatGrowsTooLargeIsCutOff() {
        isCutOff(false);
    }

    @Test
    void answersThatAreTooLargeTogetherAreCutOffWhereTheyBecomeSo() {
        HttpResponse<String> answer = province.get("/together");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(state(answer, "one")).isEqualTo("ok department");
        assertThat(state(answer, "two")).isEqualTo("ok department");
        assertThat(state(answer, "three")).isEqualTo("failed none unreadable-answer");
        assertThat(json(answer).path("four").asString()).isEqualTo("small");
    }

    @Test
    void whatIsCutOffTakesNoRoomFromOthers() {
        announced = false;

        HttpResponse<String> answer = province.get("/after");

        assertThat(state(answer, "one")).isEqualTo("failed composition unreadable-answer");
        assertThat(state(answer, "three")).isEqualTo("failed composition unreadable-answer");
        assertThat(state(answer, "four")).isEqualTo("ok department");
    }
}
