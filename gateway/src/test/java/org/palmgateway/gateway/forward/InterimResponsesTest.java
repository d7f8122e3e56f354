package org.palmgateway.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.gateway.plane.BundleText;
import org.palmgateway.gateway.plane.RudeDepartment;
import org.palmgateway.gateway.plane.TestGateway;
import org.palmgateway.gateway.plane.TestIssuer;

/** What a department says before its answer is not its answer, and nobody gets the answer to another one's request. */
class InterimResponsesTest {

    @TempDir
    private Path directory;

    private final AtomicInteger requests = new AtomicInteger();
    private final TestIssuer issuer = new TestIssuer();

    @AfterEach
    void stop() {
        issuer.close();
    }

    /** Answers each request on a connection with its number, after something that is no answer yet. */
    private void answer(Socket socket, String interim) throws IOException {
        byte[] request = new byte[64 * 1024];
        do {
            String body = "answer " + requests.incrementAndGet();
            RudeDepartment.write(socket, interim);
            RudeDepartment.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        } while (socket.getInputStream().read(request) > 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n",
                "HTTP/1.1 102 Processing\r\n\r\n",
                "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n",
                "HTTP/1.1 199 Whatever\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\n"
            })
    void everyRequestGetsItsOwnAnswer(String interim) {
        try (RudeDepartment department = new RudeDepartment(socket -> answer(socket, interim));
                TestGateway gateway = TestGateway.start(
                        directory,
                        issuer,
                        Map.of(
                                "d",
                                BundleText.of("d", "330000", department.url())
                                        .route("d.read", "GET", "/read/{*rest}", "audience: public")
                                        .toString()))) {
            for (int number = 1; number <= 20; number++) {
                assertThat(gateway.get("/read/x").body()).isEqualTo("answer " + number);
            }
        }
    }
}
