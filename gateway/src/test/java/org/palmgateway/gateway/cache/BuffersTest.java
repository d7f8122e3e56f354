package org.palmgateway.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.cache.CachedProvince.status;
import static org.palmgateway.gateway.plane.TestGateway.becomes;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.gateway.admin.Operator;
import org.palmgateway.gateway.plane.RawConnection;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableChannel;

/** Every buffer of a department's answer is released, and every connection to it let go, whatever becomes of the answer. */
class BuffersTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String PIECE = "0123456789abcdef".repeat(1024);

    @TempDir
    private Path directory;

    private final ListAppender<ILoggingEvent> leaks = new ListAppender<>();
    private final ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();
    private CachedProvince province;

    @BeforeEach
    void start() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        province = new CachedProvince(
                directory,
                "retry: { attempts: 1 }, breaker: { minimum-calls: 10000, window: 10000 },"
                        + " cache: { stale-if-error: 10m, check-every: 1, check-budget: 1000 }",
                "--palm.cache.maximum-entry=256KB");
        // Only now: a gateway that starts takes away all appenders but its own.
        leaks.start();
        detector().addAppender(leaks);
    }

    @AfterEach
    void stop() {
        province.close();
        detector().detachAppender(leaks);
        ResourceLeakDetector.setLevel(before);
    }

    private static Logger detector() {
        return (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
    }

    /** Leaks show when their buffers have been collected and others are made. */
    private List<String> found() {
        for (int i = 0; i < 20; i++) {
            System.gc();
            for (int j = 0; j < 50; j++) {
                ByteBuf buffer = PooledByteBufAllocator.DEFAULT.directBuffer(64);
                buffer.release();
            }
            province.get("/open/elsewhere");
        }
        return leaks.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private void streams(String path, int pieces, String control) {
        province.on(
                path,
                (request, response) -> response.header("Cache-Control", control)
                        .header("ETag", "\"v1\"")
                        .sendString(Flux.just(PIECE).repeat(pieces - 1)));
    }

    /** Asks, reads the beginning of the answer, and leaves. */
    private void leaves(String path) throws IOException {
        try (RawConnection caller = new RawConnection(province.gateway.port())) {
            caller.send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
            caller.awaitText("0123456789abcdef", 2);
        }
    }

    private void allCallsEnd() {
        assertThat(becomes(SOON, () -> province.department.openConnections() <= 4))
                .isTrue();
    }

    @Test
    void nothingLeaksOnAnyWay() throws Exception {
        for (int round = 0; round < 5; round++) {
            hitsAndMisses("/open/" + round);
            callersWhoLeave("/open/leave" + round);
            departmentThatFails("/open/fail" + round);
            purged("/open/purged" + round);
        }
        allCallsEnd();

        assertThat(found()).isEmpty();
    }

    private void hitsAndMisses(String path) {
        streams(path, 3, "max-age=60");
        assertThat(status(province.get(path))).contains("stored");
        assertThat(status(province.get(path))).contains("hit");
        assertThat(province.get(path, "If-None-Match", "\"v1\"").statusCode()).isEqualTo(304);
        assertThat(province.get(path, "Range", "bytes=0-9").statusCode()).isEqualTo(206);
        assertThat(province.send("HEAD", path).statusCode()).isEqualTo(200);
        province.on(
                path,
                (request, response) ->
                        response.status(304).header("ETag", "\"v1\"").send());
        assertThat(status(province.get(path, "Cache-Control", "no-cache"))).contains("fwd-status=304");
        streams(path, 3, "max-age=60");
        assertThat(province.get(path, "Cache-Control", "no-store, no-cache").statusCode())
                .isEqualTo(200);
        streams(path + "/unkept", 3, "no-store");
        assertThat(status(province.get(path + "/unkept"))).contains("detail=no-store");
        assertThat(province.get(path + "/unkept", "If-None-Match", "\"v1\"").statusCode())
                .isEqualTo(200);
        streams(path + "/large", 40, "max-age=60");
        assertThat(province.get(path + "/large").body()).hasSize(40 * PIECE.length());
        streams(path + "/has", 3, "max-age=60");
        assertThat(province.get(path + "/has", "If-None-Match", "\"v1\"").statusCode())
                .isEqualTo(304);
        province.on(
                path + "/empty",
                (request, response) ->
                        response.status(204).header("Cache-Control", "no-store").send());
        assertThat(province.get(path + "/empty").statusCode()).isEqualTo(204);
    }

    private void callersWhoLeave(String path) throws IOException {
        // So large that not all of it has left when its caller does.
        streams(path + "/large", 2000, "max-age=60");
        leaves(path + "/large");
        streams(path + "/unkept", 2000, "no-store");
        leaves(path + "/unkept");
        streams(path + "/kept", 12, "max-age=60");
        leaves(path + "/kept");
        AtomicInteger asked = new AtomicInteger();
        Sinks.One<String> answer = Sinks.one();
        province.on(path + "/before", (request, response) -> {
            asked.incrementAndGet();
            return response.header("Cache-Control", "no-store").sendString(answer.asMono());
        });
        try (RawConnection caller = new RawConnection(province.gateway.port())) {
            caller.send("GET " + path + "/before HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(becomes(SOON, () -> asked.get() == 1)).isTrue();
        }
        answer.tryEmitValue(PIECE);
    }

    private void departmentThatFails(String path) {
        province.on(path, PIECE, "Cache-Control", "max-age=60", "Age", "100");
        province.get(path);
        province.on(path, 503, PIECE);
        assertThat(status(province.get(path))).contains("stale-if-error");
        province.on(
                path + "/breaks",
                (request, response) -> response.header("Cache-Control", "max-age=60")
                        .sendString(Flux.just(PIECE)
                                .concatWith(Mono.delay(Duration.ofMillis(20))
                                        .then(Mono.fromRunnable(
                                                () -> response.withConnection(DisposableChannel::dispose))))));
        try {
            RawConnection.get(province.gateway.port(), path + "/breaks");
        } catch (IOException brokenOff) {
            assertThat(brokenOff).isNotNull();
        }
    }

    private void purged(String path) throws IOException {
        Sinks.Many<String> body = Sinks.many().unicast().onBackpressureBuffer();
        province.on(
                path,
                (request, response) ->
                        response.header("Cache-Control", "max-age=60").sendString(body.asFlux()));
        try (RawConnection caller = new RawConnection(province.gateway.port())) {
            caller.send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
            body.tryEmitNext("first piece");
            caller.awaitText("first piece", 1);
            new Operator(province.gateway, province.issuer.official("operator"))
                    .post("/api/cache/purge", "{\"route\":\"d.open\",\"reason\":\"test\"}");
            body.tryEmitNext("last piece");
            body.tryEmitComplete();
            caller.awaitText("last piece", 1);
        }
    }
}
