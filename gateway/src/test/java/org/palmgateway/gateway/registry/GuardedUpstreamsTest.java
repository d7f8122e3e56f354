package org.palmgateway.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.admin.Operator.assertProblem;
import static org.palmgateway.gateway.admin.Operator.read;
import static org.palmgateway.gateway.admin.Operator.wrongFields;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.gateway.admin.Operator;
import org.palmgateway.gateway.plane.BundleText;
import org.palmgateway.gateway.plane.TestDepartment;
import org.palmgateway.gateway.plane.TestGateway;
import org.palmgateway.gateway.plane.TestIssuer;

class GuardedUpstreamsTest {

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final TestDepartment DEPARTMENT = new TestDepartment("d");

    @TempDir
    private Path directory;

    @AfterAll
    static void stopOthers() {
        DEPARTMENT.close();
        ISSUER.close();
    }

    private TestGateway start(String allowed) {
        return TestGateway.start(
                directory,
                ISSUER,
                Map.of(
                        "kept",
                        BundleText.of("kept", "330000", DEPARTMENT.url())
                                .route("kept.x", "GET", "/kept", "audience: public")
                                .toString()),
                "--palm.registry.url=jdbc:h2:file:" + directory.resolve("registry"),
                "--palm.registry.state=" + directory.resolve("registry-last-good"),
                "--palm.registry.allowed-upstreams=" + allowed);
    }

    private static Operator operator(TestGateway gateway) {
        return Operator.of(gateway, ISSUER, "province", "operator");
    }

    private static String bundle(String url) {
        return BundleText.of("hz-a", "330000", url)
                .route("hz-a.x", "GET", "/hz-a", "audience: public", "websocket: true")
                .toString();
    }

    private static HttpResponse<String> draft(Operator operator, String url) {
        return operator.send(
                "PUT",
                "/api/owners/hz-a/draft",
                BodyPublishers.ofString(bundle(url)),
                "If-None-Match",
                "*",
                "Content-Type",
                "application/yaml");
    }

    private static void owned(Operator operator) {
        read(
                operator.put(
                        "/api/owners/hz-a",
                        "{\"name\":{\"zh\":\"我们\",\"en\":\"Us\"},\"approval\":\"none\"}",
                        "If-None-Match",
                        "*"),
                200);
    }

    @Test
    void anAddressThatIsNotAllowedIsNamedInTheDraft() {
        try (TestGateway gateway = start("10.8.0.0/16")) {
            Operator operator = operator(gateway);
            owned(operator);

            for (String host :
                    List.of("127.0.0.1", "169.254.169.254", "2130706433", "localhost", "[::1]", "10.9.0.1")) {
                assertThat(wrongFields(draft(operator, "http://" + host + ":80")))
                        .singleElement()
                        .asString()
                        .endsWith("departments[0].upstreams[0].url");
            }
            assertThat(wrongFields(
                            operator.post("/api/owners/hz-a/draft/lane", "{\"upstream\":\"http://127.0.0.1:9\"}")))
                    .containsExactly("upstream");
            read(draft(operator, "http://10.8.0.1"), 200);
        }
    }

    @Test
    void whatIsLiveIsNotConnectedToWhenItsAddressIsNoLongerAllowed() throws Exception {
        try (TestGateway gateway = start("127.0.0.0/8")) {
            Operator operator = operator(gateway);
            owned(operator);
            HttpResponse<String> draft = draft(operator, DEPARTMENT.url());
            read(
                    operator.post(
                            "/api/owners/hz-a/draft/submit?wait=live",
                            "{\"reason\":\"for a test\"}",
                            "If-Match",
                            draft.headers().firstValue("ETag").orElseThrow()),
                    200);
            assertThat(gateway.get("/hz-a").statusCode()).isEqualTo(200);
        }
        try (TestGateway gateway = start("10.8.0.0/16")) {
            // The directory's owner leaves a connection to the same address in the pool.
            assertThat(gateway.get("/kept").statusCode()).isEqualTo(200);
            int before = DEPARTMENT.seen().size();

            HttpResponse<String> answer = gateway.get("/hz-a");

            assertProblem(answer, 502, "department-unreachable");
            assertThat(answer.headers().firstValue("Proxy-Status").orElseThrow())
                    .contains("destination_ip_prohibited");
            assertThat(socketCloses(gateway)).isTrue();
            assertThat(DEPARTMENT.seen()).hasSize(before);
            assertThat(gateway.get("/kept").statusCode()).isEqualTo(200);
        }
    }

    /** The caller's side is opened first, and closed when the department's cannot be. */
    private static boolean socketCloses(TestGateway gateway) throws Exception {
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        CompletableFuture<WebSocket> opened = gateway.client()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + gateway.port() + "/hz-a"), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
                        closed.complete(true);
                        return null;
                    }

                    @Override
                    public void onError(WebSocket socket, Throwable error) {
                        closed.complete(true);
                    }
                });
        return opened.thenCompose(socket -> closed)
                .exceptionally(refused -> true)
                .get(20, TimeUnit.SECONDS);
    }
}
