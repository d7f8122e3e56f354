package org.palmgateway.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.gateway.plane.BundleText;
import org.palmgateway.gateway.plane.RawConnection;
import org.palmgateway.gateway.plane.TestDepartment;
import org.palmgateway.gateway.plane.TestGateway;
import org.palmgateway.gateway.plane.TestIssuer;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

class StreamingTest {

    private static final int LARGE = 64 * 1024 * 1024;

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final Sinks.Many<String> EVENTS = Sinks.many().unicast().onBackpressureBuffer();
    private static final BlockingQueue<String> RECEIVED = new LinkedBlockingQueue<>();
    private static final AtomicLong UPLOADED = new AtomicLong();

    private static final TestDepartment DEPARTMENT = new TestDepartment(StreamingTest::answer);

    private static Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        return switch (request.path()) {
            case "events" -> response.sse().sendString(EVENTS.asFlux());
            case "echo" ->
                response.sendWebsocket(
                        (in, out) -> out.sendString(in.receive().asString().map(text -> "echo " + text)));
            case "upload" ->
                request.receive()
                        .asString()
                        .doOnNext(StreamingTest::count)
                        .then(response.sendString(Mono.just("done")).then());
            default -> response.sendByteArray(Flux.range(0, LARGE / 65536).map(i -> new byte[65536]));
        };
    }

    private static void count(String part) {
        UPLOADED.addAndGet(part.length());
        if (part.length() < 100) {
            RECEIVED.add(part);
        }
    }

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
                                .route(
                                        "d.all",
                                        "GET, POST",
                                        "/{*rest}",
                                        "audience: public",
                                        "timeouts: { first-byte: 2s }")
                                .route("d.echo", "GET", "/echo", "audience: public", "websocket: true")
                                .route(
                                        "d.guarded",
                                        "GET",
                                        "/guarded-echo",
                                        "audience: citizen",
                                        "websocket: true",
                                        "upstream: { path: /echo }")
                                .toString()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        DEPARTMENT.close();
        ISSUER.close();
    }

    @Test
    void eventsArriveOneByOneAsTheyAreSent() throws IOException, InterruptedException {
        HttpResponse<InputStream> answer;
        EVENTS.tryEmitNext("data: first\n\n").orThrow();
        answer = gateway.client()
                .send(
                        HttpRequest.newBuilder(gateway.uri("/events")).build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");

        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("data: first");
            assertThat(lines.readLine()).isEmpty();

            EVENTS.tryEmitNext("data: second\n\n").orThrow();
            assertThat(lines.readLine()).isEqualTo("data: second");
            EVENTS.tryEmitComplete().orThrow();
        }
    }

    @Test
    void webSocketMessagesPassBothWays() throws InterruptedException {
        BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        WebSocket socket = gateway.client()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + gateway.port() + "/echo"), new Listener(messages))
                .join();

        socket.sendText("你好", true).join();

        assertThat(messages.poll(10, TimeUnit.SECONDS)).isEqualTo("echo 你好");
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    @Test
    void aWebSocketIsAuthenticatedLikeAnyRequest() throws IOException {
        String upgrade = "Upgrade: websocket";
        String answer = RawConnection.get(
                gateway.port(),
                "/guarded-echo",
                "Connection: Upgrade",
                upgrade,
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");

        assertThat(answer).startsWith("HTTP/1.1 401 ").contains("token-missing");
    }

    @Test
    void aRouteThatIsNoWebSocketIsCalledLikeAnyOther() throws IOException {
        String answer = RawConnection.get(
                gateway.port(),
                "/upload",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");

        assertThat(answer).startsWith("HTTP/1.1 200 ").contains("done");
    }

    @Test
    void aHandshakeThatIsNoneIsRefusedWithAProblem() throws IOException {
        assertThat(RawConnection.get(gateway.port(), "/echo", "Connection: Upgrade", "Upgrade: websocket"))
                .startsWith("HTTP/1.1 400 ")
                .contains("\"code\":\"malformed-request\"");
    }

    @Test
    void anUploadReachesTheDepartmentWhileItIsBeingSent() throws IOException, InterruptedException {
        try (RawConnection caller = new RawConnection(gateway.port())) {
            caller.send("POST /upload HTTP/1.1\r\nHost: palm\r\nConnection: close\r\nContent-Length: 10\r\n\r\nfirst");

            assertThat(RECEIVED.poll(10, TimeUnit.SECONDS)).isEqualTo("first");
            assertThat(RECEIVED.poll(2500, TimeUnit.MILLISECONDS))
                    .as("a pause longer than the time to the first byte, which counts from the end of the request")
                    .isNull();
            caller.send("later");

            assertThat(caller.readAll()).startsWith("HTTP/1.1 200 ").contains("done");
        }
    }

    @Test
    void aLargeUploadArrivesWhole() throws IOException, InterruptedException {
        long before = UPLOADED.get();

        HttpResponse<String> answer = gateway.send(HttpRequest.newBuilder(gateway.uri("/upload"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[LARGE])));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(UPLOADED.get() - before).isEqualTo(LARGE);
    }

    @Test
    void aLargeDownloadArrivesWhole() throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = gateway.client()
                .send(
                        HttpRequest.newBuilder(gateway.uri("/download")).build(),
                        HttpResponse.BodyHandlers.ofByteArray());

        assertThat(answer.body()).hasSize(LARGE);
    }

    /** Collects text messages. */
    private record Listener(BlockingQueue<String> messages) implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            messages.add(text.toString());
            return WebSocket.Listener.super.onText(socket, text, last);
        }
    }
}
