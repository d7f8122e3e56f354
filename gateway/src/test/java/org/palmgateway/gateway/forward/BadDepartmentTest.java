package org.palmgateway.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.plane.TestGateway.becomes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.gateway.plane.BundleText;
import org.palmgateway.gateway.plane.RawConnection;
import org.palmgateway.gateway.plane.RudeDepartment;
import org.palmgateway.gateway.plane.TestDepartment;
import org.palmgateway.gateway.plane.TestGateway;
import org.palmgateway.gateway.plane.TestIssuer;

class BadDepartmentTest {

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final TestDepartment ABOVE = new TestDepartment("above");
    private static final RudeDepartment HANGS = new RudeDepartment(RudeDepartment::hang);
    private static final RudeDepartment CLOSES = new RudeDepartment(socket -> {});
    private static final RudeDepartment RESETS = new RudeDepartment(RudeDepartment::reset);
    private static final RudeDepartment GARBAGE = new RudeDepartment(
            socket -> RudeDepartment.write(socket, "SSH-2.0-OpenSSH_9.2 not HTTP at all\r\n\r\n\u0000\u0001\u0002"));
    private static final RudeDepartment BREAKS_OFF = new RudeDepartment(socket -> {
        RudeDepartment.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf of it");
        RudeDepartment.reset(socket);
    });
    private static final RudeDepartment ENDS_EARLY = new RudeDepartment(
            socket -> RudeDepartment.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf of it"));
    private static final RudeDepartment BREAKS_OFF_STREAM = new RudeDepartment(socket -> {
        RudeDepartment.write(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n");
        RudeDepartment.reset(socket);
    });
    private static final RudeDepartment ENDLESS = new RudeDepartment(socket -> {
        RudeDepartment.write(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n");
        RudeDepartment.hang(socket);
    });
    private static final RudeDepartment BAD_CHUNKS = new RudeDepartment(socket ->
            RudeDepartment.write(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnot-a-size\r\nxx\r\n"));
    private static final RudeDepartment HUGE_HEADERS = new RudeDepartment(socket -> RudeDepartment.write(
            socket, "HTTP/1.1 200 OK\r\nX: " + "a".repeat(200_000) + "\r\nContent-Length: 0\r\n\r\n"));

    @TempDir
    static Path directory;

    private static TestGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        String down;
        try (ServerSocket unused = new ServerSocket(0)) {
            down = "http://127.0.0.1:" + unused.getLocalPort();
        }
        gateway = TestGateway.start(
                directory,
                ISSUER,
                Map.ofEntries(
                        bundle("down", down),
                        bundle("nowhere", "http://department.invalid"),
                        bundle("hangs", HANGS.url()),
                        bundle("closes", CLOSES.url()),
                        bundle("resets", RESETS.url()),
                        bundle("garbage", GARBAGE.url()),
                        bundle("breaks-off", BREAKS_OFF.url()),
                        bundle("ends-early", ENDS_EARLY.url()),
                        bundle("breaks-off-stream", BREAKS_OFF_STREAM.url()),
                        bundle("endless", ENDLESS.url()),
                        bundle("bad-chunks", BAD_CHUNKS.url()),
                        bundle("huge-headers", HUGE_HEADERS.url()),
                        Map.entry(
                                "above",
                                BundleText.of("above", "330100", ABOVE.url())
                                        .route("above.affair", "GET, POST", "/affair", "audience: public")
                                        .route("above.strict", "GET", "/strict", "audience: public")
                                        .route("above.guarded", "GET", "/guarded", "audience: citizen")
                                        .toString()),
                        Map.entry(
                                "below",
                                BundleText.of("below", "330106", down)
                                        .route(
                                                "below.affair",
                                                "GET, POST",
                                                "/affair",
                                                "audience: public",
                                                "when-down: parent-region")
                                        .route("below.strict", "GET", "/strict", "audience: public")
                                        .route(
                                                "below.guarded",
                                                "GET",
                                                "/guarded",
                                                "audience: public",
                                                "when-down: parent-region")
                                        .toString())));
    }

    private static Map.Entry<String, String> bundle(String name, String url) {
        return Map.entry(
                name,
                BundleText.of(name, "330000", url)
                        .route(
                                name + ".r",
                                "GET, POST",
                                "/" + name,
                                "audience: public",
                                "timeouts: { connect: 500ms, first-byte: 300ms, response: 900ms }")
                        .toString());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        ABOVE.close();
        for (RudeDepartment department : new RudeDepartment[] {
            HANGS, CLOSES, RESETS, GARBAGE, BREAKS_OFF, ENDS_EARLY, BREAKS_OFF_STREAM, ENDLESS, BAD_CHUNKS, HUGE_HEADERS
        }) {
            department.close();
        }
        ISSUER.close();
    }

    @Test
    void aDepartmentThatIsDown() {
        assertProblem(gateway.get("/down"), 502, "department-unreachable", "connection_refused");
    }

    @Test
    void aDepartmentThatAcceptsNoConnectionInTime() throws IOException {
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // Nobody accepts, so the queue of the listening socket fills up, and the next connection is left waiting.
            for (int i = 0; i < 8; i++) {
                Socket socket = new Socket();
                waiting.add(socket);
                try {
                    socket.connect(full.getLocalSocketAddress(), 200);
                } catch (SocketTimeoutException e) {
                    break;
                }
            }
            gateway.write(
                    "full.yaml",
                    bundle("full", "http://127.0.0.1:" + full.getLocalPort()).getValue());
            assertThat(becomes(Duration.ofSeconds(2), () -> gateway.get("/full").statusCode() != 404))
                    .isTrue();

            assertProblem(gateway.get("/full"), 504, "department-unreachable", "connection_timeout");
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    @Test
    void aDepartmentWhoseNameLeadsNowhere() {
        assertProblem(gateway.get("/nowhere"), 502, "department-unreachable", "dns_error");
    }

    @Test
    void aDepartmentThatDoesNotAnswerInTime() {
        assertProblem(gateway.get("/hangs"), 504, "department-slow", "http_response_timeout");
        assertThat(becomes(Duration.ofSeconds(5), () -> HANGS.openConnections() == 0))
                .as("the connection is given up, not leaked")
                .isTrue();
    }

    @Test
    void aDepartmentThatClosesWithoutAnAnswer() {
        assertProblem(gateway.get("/closes"), 502, "department-broke-off", "connection_terminated");
    }

    @Test
    void aDepartmentThatResetsTheConnection() {
        assertProblem(gateway.get("/resets"), 502, "department-broke-off", "connection_terminated");
    }

    @Test
    void aDepartmentThatDoesNotSpeakHttp() {
        assertProblem(gateway.get("/garbage"), 502, "department-nonsense", "http_protocol_error");
    }

    @Test
    void aDepartmentThatResetsInTheMiddleOfAShortAnswer() {
        assertProblem(gateway.get("/breaks-off"), 502, "department-broke-off", "connection_terminated");
    }

    @Test
    void aDepartmentThatEndsAShortAnswerTooEarly() {
        assertProblem(gateway.get("/ends-early"), 502, "department-broke-off", "connection_terminated");
    }

    @Test
    void aDepartmentWhoseHeaderSectionIsTooLarge() {
        assertProblem(gateway.get("/huge-headers"), 502, "department-nonsense", "http_protocol_error");
    }

    @Test
    void aStreamThatBreaksOffIsCutForTheCallerTooAndNeverLooksComplete() throws IOException {
        String answer = RawConnection.get(gateway.port(), "/breaks-off-stream");

        assertThat(answer).doesNotContain("\r\n0\r\n\r\n").doesNotContain("Exception");
    }

    @Test
    void chunksThatAreNoneAreNotPassedOnAsAnAnswer() throws IOException {
        String answer = RawConnection.get(gateway.port(), "/bad-chunks");

        assertThat(answer).doesNotContain("\r\n0\r\n\r\n").doesNotContain("Exception");
    }

    @Test
    void anAnswerThatDoesNotEndIsCutAfterItsTime() throws IOException {
        String answer = RawConnection.get(gateway.port(), "/endless");

        assertThat(answer).startsWith("HTTP/1.1 200 ").contains("first").doesNotContain("\r\n0\r\n\r\n");
        assertThat(becomes(Duration.ofSeconds(5), () -> ENDLESS.openConnections() == 0))
                .isTrue();
    }

    @Test
    void aRequestThatChangesSomethingIsNeverSentTwice() {
        int before = CLOSES.requests();

        HttpResponse<String> answer = gateway.send(
                HttpRequest.newBuilder(gateway.uri("/closes")).POST(HttpRequest.BodyPublishers.ofString("pay")));

        assertProblem(answer, 502, "department-broke-off", "connection_terminated");
        assertThat(CLOSES.requests()).isEqualTo(before + 1);
    }

    @Test
    void aCallerWhoLeavesFreesTheDepartmentsConnection() throws IOException {
        int before = HANGS.requests();
        try (RawConnection caller = new RawConnection(gateway.port())) {
            caller.send("GET /hangs HTTP/1.1\r\nHost: palm\r\n\r\n");
            assertThat(becomes(Duration.ofSeconds(5), () -> HANGS.requests() > before))
                    .isTrue();
        }

        assertThat(becomes(Duration.ofSeconds(5), () -> HANGS.openConnections() == 0))
                .isTrue();
    }

    @Test
    void aSafeRequestGoesToTheRegionAboveWhenTheRouteSaysSo() {
        HttpResponse<String> answer = gateway.get("/affair", "Palm-Region", "330106");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("above");
        assertThat(answer.headers().firstValue("Palm-Region")).hasValue("requested=330106; served=330100");
    }

    @Test
    void anUnsafeRequestStaysWhereItWasSent() {
        int before = ABOVE.seen().size();

        HttpResponse<String> answer = gateway.send(
                HttpRequest.newBuilder(gateway.uri("/affair")).POST(HttpRequest.BodyPublishers.ofString("x")),
                "Palm-Region",
                "330106");

        assertProblem(answer, 502, "department-unreachable", "connection_refused");
        assertThat(ABOVE.seen()).hasSize(before);
    }

    @Test
    void aRequestWithABodyIsNotRepeatedSinceItsBodyIsGone() throws IOException {
        int before = ABOVE.seen().size();

        try (RawConnection caller = new RawConnection(gateway.port())) {
            String answer = caller.send("GET /affair HTTP/1.1\r\nHost: palm\r\nPalm-Region: 330106\r\n"
                            + "Connection: close\r\nContent-Length: 4\r\n\r\nbody")
                    .readAll();

            assertThat(answer).startsWith("HTTP/1.1 502 ");
        }
        assertThat(ABOVE.seen()).hasSize(before);
    }

    @Test
    void aRouteThatDoesNotSaySoStaysDown() {
        assertProblem(
                gateway.get("/strict", "Palm-Region", "330106"), 502, "department-unreachable", "connection_refused");
    }

    @Test
    void theRouteAboveAsksForItsOwnAccess() {
        assertProblem(gateway.get("/guarded", "Palm-Region", "330106"), 401, "token-missing", "http_request_denied");
        assertThat(gateway.get("/guarded", "Palm-Region", "330106", "Authorization", "Bearer " + ISSUER.citizen())
                        .body())
                .contains("above");
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code, String error) {
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"").doesNotContain("Exception");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("Proxy-Status")).hasValue("palm; error=" + error);
    }
}
