package org.palmgateway.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.plane.TestGateway.becomes;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.gateway.plane.RudeDepartment;
import org.palmgateway.gateway.plane.TestDepartment;
import org.palmgateway.gateway.plane.TestGateway;
import org.palmgateway.gateway.plane.TestIssuer;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableChannel;

/** Answers that cannot be given as they came, and those of another region than was asked for. */
class LandingTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    private static final String BUNDLE = """
            departments:
              - id: %1$s
                name: { zh: 测试, en: Test }
                region: %2$s
                upstreams: [{ id: main, url: "%3$s" }]
                policy: { retry: { attempts: 1 } }
            routes:
              - id: %1$s.a
                name: { zh: 事项, en: Affair }
                match: { methods: [GET], path: "/a/{*rest}" }
                access: { audience: public }
                cache: { audience: public }
                %4$s
            """;

    @TempDir
    private Path directory;

    @Test
    void answerThatCannotBeGivenLetsGoOfItsConnection() {
        AtomicBoolean closed = new AtomicBoolean();
        try (TestIssuer issuer = new TestIssuer();
                RudeDepartment rude = new RudeDepartment(socket -> {
                    RudeDepartment.write(
                            socket,
                            "HTTP/1.1 200 OK\r\nCache-Control: no-store\r\nX-Odd: a\u0001b\r\nContent-Length: 5\r\n\r\nwho");
                    closed.set(socket.getInputStream().read() < 0);
                });
                TestGateway gateway = TestGateway.start(
                        directory, issuer, Map.of("rude", BUNDLE.formatted("rude", "330000", rude.url(), "")))) {
            int status = gateway.get("/a/x").statusCode();

            assertThat(status).isGreaterThanOrEqualTo(500);
            assertThat(becomes(SOON, closed::get)).isTrue();
        }
    }

    @Test
    void headOfTheRegionAboveSaysNothingOfWhatIsStoredForTheOneBelow() {
        try (TestIssuer issuer = new TestIssuer();
                TestDepartment above =
                        new TestDepartment((request, response) -> response.header("Cache-Control", "max-age=60")
                                .header("ETag", "\"v1\"")
                                .header("X-Of", "province")
                                .sendString(Mono.just("province")));
                TestGateway gateway = below(issuer, above)) {
            HttpResponse<String> head = gateway.send(
                    HttpRequest.newBuilder(gateway.uri("/a/x")).method("HEAD", BodyPublishers.noBody()),
                    "Palm-Region",
                    "330100");
            HttpResponse<String> after = gateway.get("/a/x", "Palm-Region", "330100", "Cache-Control", "max-stale");

            assertThat(head.headers().firstValue("X-Of")).hasValue("province");
            assertThat(head.headers().allValues("Cache-Status")).containsExactly("palm; fwd=method");
            assertThat(after.body()).isEqualTo("city");
            assertThat(after.headers().firstValue("X-Of")).hasValue("city");
        }
    }

    /** A gateway with an answer of a city that is stale, and whose department has gone. */
    private TestGateway below(TestIssuer issuer, TestDepartment above) {
        AtomicInteger asked = new AtomicInteger();
        TestDepartment city = new TestDepartment((request, response) -> asked.incrementAndGet() == 1
                ? response.header("Cache-Control", "max-age=60")
                        .header("Age", "100")
                        .header("ETag", "\"v1\"")
                        .header("X-Of", "city")
                        .sendString(Mono.just("city"))
                : Mono.fromRunnable(() -> response.withConnection(DisposableChannel::dispose)));
        TestGateway gateway = TestGateway.start(
                directory,
                issuer,
                Map.of(
                        "city",
                        BUNDLE.formatted("city", "330100", city.url(), "when-down: parent-region"),
                        "above",
                        BUNDLE.formatted("above", "330000", above.url(), "")));
        assertThat(gateway.get("/a/x", "Palm-Region", "330100").body()).isEqualTo("city");
        return gateway;
    }
}
