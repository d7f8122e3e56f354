package org.palmgateway.gateway.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.compose.ComposedProvince.state;
import static org.palmgateway.gateway.plane.TestGateway.becomes;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.gateway.plane.RawConnection;
import org.palmgateway.gateway.plane.RudeDepartment;

/** When nobody waits for an answer any more, nobody is asked for it any more, and no place at a department stays taken. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallerLeavesTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    /** One call at a time: a place that is not given back is missed by the next call. */
    private static final String ONE_PLACE = "policy: { retry: { attempts: 1 },"
            + " breaker: { window: 10000, minimum-calls: 10000 },"
            + " concurrency: { minimum: 1, initial: 1, maximum: 1, normal-share: 100%, bulk-share: 100% } }";

    private final AtomicInteger begun = new AtomicInteger();
    private final RudeDepartment silent = new RudeDepartment(socket -> {
        begun.incrementAndGet();
        RudeDepartment.hang(socket);
    });
    private final RudeDepartment halfway = new RudeDepartment(socket -> {
        begun.incrementAndGet();
        RudeDepartment.write(
                socket,
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n[\r\n");
        RudeDepartment.hang(socket);
    });
    private volatile RudeDepartment.Answer answer = RudeDepartment::hang;
    private final RudeDepartment narrow = new RudeDepartment(socket -> answer.on(socket));
    private ComposedProvince province;

    @BeforeAll
    void start(@TempDir Path directory) {
        province = ComposedProvince.with()
                .departments("a")
                .departmentAt("h", halfway.url(), ComposedProvince.PATIENT)
                .departmentAt("n", narrow.url(), ONE_PLACE)
                .departmentAt("s", silent.url(), ComposedProvince.PATIENT)
                .composed("GET", "/hanging", """
                        - { id: good, department: a, path: /a/x }
                        - { id: one, department: s, path: /s/1, timeout: 60s }
                        - { id: two, department: h, path: /h/2, timeout: 60s, required: true }
                        - { id: each, department: s, path: "/s/{v}", with: { v: /item }, each: { in: /branches/good, most: 3, at-once: 3 }, timeout: 60s }
                        """)
                .composed("GET", "/narrow", """
                        - { id: only, department: n, path: /n/x, timeout: 60s }
                        """)
                .composed("GET", "/narrow/soon", """
                        - { id: only, department: n, path: /n/x, timeout: 500ms }
                        """)
                .composed("POST", "/narrow/posted", """
                        - { id: only, department: n, path: /n/x, query: { v: /request/body/v } }
                        """)
                .composed("GET", "/narrow/waiting", """
                        - { id: other, department: s, path: /s/x, timeout: 60s }
                        - { id: only, department: n, path: /n/x, when: { value: /branches/other } }
                        """)
                .composed("GET", "/narrow/failing", """
                        - { id: only, department: n, path: /n/x, timeout: 60s }
                        - { id: never, department: a, path: /a/nowhere, required: true }
                        """)
                .start(directory);
        province.on("/a/x", "[1,2,3]");
    }

    @AfterAll
    void stop() {
        province.close();
        silent.close();
        halfway.close();
        narrow.close();
    }

    @BeforeEach
    void forget() {
        begun.set(0);
        answer = socket -> RudeDepartment.write(
                socket, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1\r\n\r\n1");
    }

    private RawConnection asks(String method, String path, String... fields) throws IOException {
        StringBuilder request = new StringBuilder(method + " " + path
                + " HTTP/1.1\r\nHost: palm\r\nAuthorization: Bearer " + province.citizen("c-1") + "\r\n");
        for (String field : fields) {
            request.append(field).append("\r\n");
        }
        return new RawConnection(province.gateway.port()).send(request + "\r\n");
    }

    private void placeIsFree() {
        assertThat(becomes(SOON, () -> state(province.get("/narrow"), "only").equals("ok department")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-ndjson", "text/event-stream"})
    void allBranchesAreGivenUp(String accepted) throws IOException {
        try (RawConnection caller = asks("GET", "/hanging", "Accept: " + accepted)) {
            assertThat(caller.isClosed()).isFalse();
            assertThat(becomes(SOON, () -> begun.get() == 5)).isTrue();
            assertThat(silent.openConnections() + halfway.openConnections()).isEqualTo(5);
        }

        assertThat(becomes(SOON, () -> silent.openConnections() + halfway.openConnections() == 0))
                .isTrue();
    }

    @RepeatedTest(5)
    void placesAreGivenBackByThoseWhoLeave() throws IOException {
        answer = socket -> {
            begun.incrementAndGet();
            RudeDepartment.hang(socket);
        };
        try (RawConnection caller = asks("GET", "/narrow")) {
            assertThat(caller.isClosed()).isFalse();
            assertThat(becomes(SOON, () -> begun.get() == 1)).isTrue();
            assertThat(state(province.get("/narrow/soon"), "only")).isEqualTo("failed none department-busy");
        }
        forget();

        placeIsFree();
    }

    @Test
    void aPlaceThatIsWaitedForIsNotHeld() throws IOException {
        try (RawConnection caller = asks("GET", "/narrow/waiting")) {
            assertThat(caller.isClosed()).isFalse();
            assertThat(becomes(SOON, () -> begun.get() == 1)).isTrue();

            assertThat(state(province.get("/narrow"), "only")).isEqualTo("ok department");
        }
    }

    @Test
    void whatRunsOutOfTimeGivesItsPlaceBack() {
        answer = RudeDepartment::hang;
        assertThat(state(province.get("/narrow/soon"), "only")).isEqualTo("failed none deadline-exceeded");
        forget();

        placeIsFree();
    }

    @Test
    void aCallThatFailsGivesUpWhatIsUnderWay() {
        answer = RudeDepartment::hang;

        assertThat(province.get("/narrow/failing").statusCode()).isEqualTo(502);

        assertThat(becomes(SOON, () -> narrow.openConnections() == 0)).isTrue();
        forget();
        placeIsFree();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-ndjson", "text/event-stream"})
    void headTakesNoPlaceForEver(String accepted) {
        assertThat(province.gateway
                        .send(
                                HttpRequest.newBuilder(province.gateway.uri("/narrow"))
                                        .method("HEAD", BodyPublishers.noBody()),
                                "Accept",
                                accepted,
                                "Authorization",
                                "Bearer " + province.citizen("c-1"))
                        .statusCode())
                .isEqualTo(200);

        placeIsFree();
    }

    @Test
    void whoLeavesInTheMiddleOfItsBodyTakesNoPlace() throws IOException {
        try (RawConnection caller =
                asks("POST", "/narrow/posted", "Content-Type: application/json", "Content-Length: 1000")) {
            caller.send("{\"v\":");
        }

        placeIsFree();
    }
}
