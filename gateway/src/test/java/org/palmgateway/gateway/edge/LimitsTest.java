package org.palmgateway.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.gateway.plane.BundleText;
import org.palmgateway.gateway.plane.RawConnection;
import org.palmgateway.gateway.plane.TestDepartment;
import org.palmgateway.gateway.plane.TestGateway;
import org.palmgateway.gateway.plane.TestIssuer;
import reactor.core.publisher.Mono;

class LimitsTest {

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final TestDepartment DEPARTMENT = new TestDepartment((request, response) ->
            request.receive().then(response.sendString(Mono.just("read")).then()));

    @TempDir
    static Path directory;

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(
                directory,
                ISSUER,
                Map.of(
                        "d",
                        BundleText.of("d", "330000", DEPARTMENT.url())
                                .route("d.open", "GET, POST", "/open/{*rest}", "audience: public")
                                .toString()),
                "--palm.data-plane.read=500ms",
                "--palm.data-plane.idle=2s");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        DEPARTMENT.close();
        ISSUER.close();
    }

    @Test
    void aHeaderOf64KiBIsRefusedWithAProblem() throws IOException {
        assertProblem(get("/open/x", "X-Large: " + "a".repeat(64 * 1024)), 431, "headers-too-large");
    }

    @Test
    void aHeaderThatTheServerWouldNotEvenReadIsRefusedWithAProblemToo() throws IOException {
        assertProblem(get("/open/x", "X-Huge: " + "a".repeat(400 * 1024)), 431, "headers-too-large");
    }

    @Test
    void manySmallFieldsCountTogether() throws IOException {
        String[] fields = new String[2000];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = "X-Field-" + i + ": 0123456789";
        }

        assertProblem(get("/open/x", fields), 431, "headers-too-large");
    }

    @Test
    void aTargetThatIsTooLongIsRefused() throws IOException {
        assertProblem(get("/open/" + "a".repeat(9000)), 414, "target-too-long");
        assertProblem(get("/open/x?" + "a".repeat(9000)), 414, "target-too-long");
        assertProblem(get("/open/" + "a".repeat(400 * 1024)), 414, "target-too-long");
    }

    @Test
    void tooManySegmentsAreRefused() throws IOException {
        assertProblem(get("/open" + "/a".repeat(100)), 400, "malformed-path");
    }

    @Test
    void whatIsNotHttpIsRefusedWithAProblem() throws IOException {
        try (RawConnection connection = new RawConnection(gateway.port())) {
            assertProblem(connection.send("\u0016\u0003\u0001 hello\r\n\r\n").readAll(), 400, "malformed-request");
        }
    }

    @Test
    void aRequestThatIsNotSentInTimeIsGivenUp() throws IOException {
        try (RawConnection connection = new RawConnection(gateway.port())) {
            String answer = connection
                    .send("POST /open/x HTTP/1.1\r\nHost: palm\r\nConnection: close\r\nContent-Length: 10\r\n\r\nhalf")
                    .readAll();

            assertProblem(answer, 408, "request-too-slow");
        }
    }

    @Test
    void aConnectionWithoutARequestIsClosed() throws IOException {
        try (RawConnection connection = new RawConnection(gateway.port())) {
            assertThat(connection.readAll()).isEmpty();
        }
    }

    @Test
    void aConnectionThatIsKeptForNothingIsClosedAfterItsAnswer() throws IOException {
        try (RawConnection connection = new RawConnection(gateway.port())) {
            connection.send("GET /open/x HTTP/1.1\r\nHost: palm\r\n\r\n");

            assertThat(connection.readAll()).startsWith("HTTP/1.1 200 ").endsWith("read");
        }
    }

    @Test
    void aKeptConnectionIsReadOnAfterPipelinedRequests() throws IOException {
        String request = "GET /open/x HTTP/1.1\r\nHost: palm\r\n\r\n";
        try (RawConnection connection = new RawConnection(gateway.port())) {
            connection.send(request + request);
            connection.awaitText("HTTP/1.1 200 ", 2);

            String rest = connection
                    .send(request.replace("Host: palm", "Host: palm\r\nConnection: close"))
                    .readAll();

            assertThat(rest).contains("HTTP/1.1 200 ");
        }
    }

    @Test
    void aGetThatBringsAnEndlessBodyIsRefused() throws IOException {
        assertProblem(get("/open/x", "Transfer-Encoding: chunked"), 413, "content-too-large");
        assertProblem(get("/open/x", "Content-Length: 70000"), 413, "content-too-large");
    }

    @Test
    void aTokenInTheQueryIsSeenThroughEscapes() throws IOException {
        assertProblem(get("/open/x?access%5Ftoken=1"), 400, "malformed-request");
        assertProblem(get("/open/x?a=1&%61ccess_token"), 400, "malformed-request");
    }

    @Test
    void aReasonableRequestPasses() throws IOException {
        assertThat(get("/open/" + "a".repeat(4000), "X-Large: " + "a".repeat(20_000)))
                .startsWith("HTTP/1.1 200 ");
    }

    private static String get(String target, String... fieldLines) throws IOException {
        return RawConnection.get(gateway.port(), target, fieldLines);
    }

    private static void assertProblem(String answer, int status, String code) {
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status + " ")
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("Proxy-Status: palm; error=http_request_error")
                .contains("\"code\":\"" + code + "\"")
                .doesNotContain("Exception");
    }
}
