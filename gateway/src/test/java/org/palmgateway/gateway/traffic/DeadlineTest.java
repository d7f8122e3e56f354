package org.palmgateway.gateway.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.gateway.plane.BundleText;
import org.palmgateway.gateway.plane.TestDepartment;
import org.palmgateway.gateway.plane.TestGateway;
import org.palmgateway.gateway.plane.TestIssuer;
import reactor.core.publisher.Mono;

class DeadlineTest {

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final TestDepartment QUICK = new TestDepartment("quick");
    private static final TestDepartment SLOW = slow(Duration.ofMillis(1500));
    private static final TestDepartment SLOWER = slow(Duration.ofSeconds(5));

    @TempDir
    static Path directory;

    private static TestGateway gateway;

    private static TestDepartment slow(Duration by) {
        return new TestDepartment(
                (request, response) -> response.sendString(Mono.just("late").delayElement(by)));
    }

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(
                directory,
                ISSUER,
                Map.of(
                        "quick",
                        BundleText.of("quick", "330000", QUICK.url())
                                .route("quick.a", "GET", "/quick", "audience: public", "policy: { deadline: 7s }")
                                .toString(),
                        "slow",
                        BundleText.of("slow", "330000", SLOW.url())
                                .route("slow.a", "GET", "/slow", "audience: public")
                                .toString(),
                        "steady",
                        Bundles.of("steady", SLOW.url(), "breaker: { minimum-calls: 2, window: 4 }"),
                        "slower",
                        BundleText.of("slower", "330000", SLOWER.url(), "policy: { deadline: 800ms }")
                                .route("slower.a", "GET", "/slower", "audience: public", "policy: { deadline: 60s }")
                                .toString()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        QUICK.close();
        SLOW.close();
        SLOWER.close();
        ISSUER.close();
    }

    private static long timeLeft() {
        return Long.parseLong(Objects.requireNonNull(QUICK.last().headers().get("Palm-Time-Left")));
    }

    @Test
    void departmentIsToldTheTimeThatIsLeft() {
        gateway.get("/quick");
        assertThat(timeLeft()).isBetween(5000L, 7000L);

        gateway.get("/quick", "Prefer", "wait=3");
        assertThat(timeLeft()).isBetween(1000L, 3000L);

        gateway.get("/quick", "Prefer", "wait=30");
        assertThat(timeLeft()).isBetween(5000L, 7000L);
    }

    @Test
    void whatTheCallerSaysOfTimeLeftIsNotPassedOn() {
        gateway.get("/quick", "Palm-Time-Left", "999999");

        assertThat(timeLeft()).isLessThanOrEqualTo(7000);
        assertThat(QUICK.last().headers().getAll("Palm-Time-Left")).hasSize(1);
    }

    @Test
    void shortestDeadlineOfAllLevelsHolds() {
        HttpResponse<String> answer = gateway.get("/slower", "Accept-Language", "en");

        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(answer.body()).contains("\"code\":\"deadline-exceeded\"");
        assertThat(answer.headers().firstValue("Proxy-Status")).hasValue("palm; error=http_response_timeout");
    }

    @Test
    void requestThatCanNoLongerSucceedIsNotSent() {
        assertThat(gateway.get("/slow").body()).isEqualTo("late");
        int before = SLOW.seen().size();

        HttpResponse<String> answer = gateway.get("/slow", "Prefer", "wait=1");

        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(SLOW.seen()).hasSize(before);
        assertThat(gateway.get("/slow", "Prefer", "wait=10").body()).isEqualTo("late");
    }

    @Test
    void callersWhoWaitTooShortCannotHaveTheDepartmentLeftAlone() {
        for (int i = 0; i < 5; i++) {
            assertThat(gateway.get("/steady", "Prefer", "wait=1").statusCode()).isEqualTo(504);
        }

        assertThat(gateway.get("/steady").body()).isEqualTo("late");
    }
}
