package org.palmgateway.gateway.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.plane.TestGateway.becomes;

import ch.qos.logback.classic.Level;
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
import org.palmgateway.gateway.plane.RawConnection;
import org.palmgateway.gateway.plane.RudeDepartment;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

/** Whatever becomes of a composed call: every buffer is released, every connection let go, and nothing goes wrong that nobody hears of. */
class ComposedBuffersTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String PIECE = "0123456789abcdef".repeat(512);
    private static final int ROUNDS = 30;

    @TempDir
    private Path directory;

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();
    private final AtomicInteger hanging = new AtomicInteger();
    private final RudeDepartment rude = new RudeDepartment(socket -> {
        RudeDepartment.write(
                socket,
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2000\r\n"
                        + PIECE);
        hanging.incrementAndGet();
        RudeDepartment.hang(socket);
    });
    private final RudeDepartment broken = new RudeDepartment(socket -> {
        RudeDepartment.write(
                socket,
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2000\r\n"
                        + PIECE);
        RudeDepartment.reset(socket);
    });
    private ComposedProvince province;

    @BeforeEach
    void start() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        province = ComposedProvince.with()
                .departments("a")
                .departmentAt("r", rude.url(), ComposedProvince.PATIENT)
                .departmentAt("x", broken.url(), ComposedProvince.PATIENT)
                .composed("GET", "/good", """
                        - { id: one, department: a, path: /a/small }
                        - { id: two, department: a, path: /a/large }
                        - { id: lost, department: a, path: /a/nowhere }
                        """)
                .composed("GET", "/bad", """
                        - { id: one, department: a, path: /a/small }
                        - { id: huge, department: a, path: /a/huge }
                        - { id: html, department: a, path: /a/html }
                        - { id: broken, department: x, path: /x/x }
                        - { id: late, department: r, path: /r/x, timeout: 100ms }
                        """)
                .composed("GET", "/required", """
                        - { id: huge, department: a, path: /a/huge, required: true }
                        - { id: large, department: a, path: /a/large }
                        - { id: late, department: r, path: /r/x, timeout: 60s }
                        """)
                .composed("GET", "/left", """
                        - { id: one, department: a, path: /a/large }
                        - { id: two, department: a, path: /a/large }
                        - { id: late, department: r, path: /r/x, timeout: 60s }
                        """)
                .composed("POST", "/posted", """
                        - { id: one, department: a, method: POST, path: /a/small, body: /request/body }
                        """)
                .start(directory);
        province.on("/a/small", "1");
        province.on("/a/large", '"' + PIECE.repeat(40) + '"');
        province.on("/a/html", 200, "text/html", PIECE);
        province.on(
                "/a/huge",
                (request, response) -> response.header("Content-Type", "application/json")
                        .sendString(Flux.just(PIECE).repeat(1000)));
        // Only now: a gateway that starts takes away all appenders but its own.
        logged.start();
        root().addAppender(logged);
    }

    @AfterEach
    void stop() {
        province.close();
        rude.close();
        broken.close();
        root().detachAppender(logged);
        ResourceLeakDetector.setLevel(before);
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    /** Leaks show when their buffers have been collected and others are made. */
    private List<String> found() {
        for (int i = 0; i < 20; i++) {
            System.gc();
            for (int j = 0; j < 50; j++) {
                ByteBuf buffer = PooledByteBufAllocator.DEFAULT.directBuffer(64);
                buffer.release();
            }
            province.get("/good");
        }
        return logged.list.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.ERROR))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private RawConnection asks(String path, String accepted) throws IOException {
        return new RawConnection(province.gateway.port())
                .send("GET " + path + " HTTP/1.1\r\nHost: palm\r\nAccept: " + accepted + "\r\nAuthorization: Bearer "
                        + province.citizen("c-1") + "\r\n\r\n");
    }

    @Test
    void nothingLeaksOnAnyWay() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            for (String accepted : new String[] {"application/json", "application/x-ndjson"}) {
                assertThat(province.get("/good", "Accept", accepted).statusCode())
                        .isEqualTo(200);
                assertThat(province.get("/bad", "Accept", accepted).statusCode())
                        .isEqualTo(200);
                province.get("/required", "Accept", accepted);
                int begun = hanging.get();
                try (RawConnection caller = asks("/left", accepted)) {
                    if (!accepted.equals("application/json")) {
                        caller.awaitText("\"branch\"", 1);
                    }
                    assertThat(becomes(SOON, () -> hanging.get() > begun)).isTrue();
                }
                // Without waiting for anything: as early as it happens to be.
                asks("/left", accepted).close();
            }
            assertThat(province.post("/posted", '"' + PIECE.repeat(20) + '"').statusCode())
                    .isEqualTo(200);
            assertThat(province.post("/posted", '"' + PIECE.repeat(40) + '"').statusCode())
                    .isEqualTo(413);
        }
        assertThat(becomes(SOON, () -> rude.openConnections() + broken.openConnections() == 0))
                .isTrue();

        assertThat(found()).isEmpty();
    }
}
