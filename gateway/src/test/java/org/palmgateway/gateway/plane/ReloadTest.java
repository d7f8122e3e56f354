package org.palmgateway.gateway.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.plane.TestGateway.becomes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadTest {

    private static final Duration LIVE = Duration.ofSeconds(2);
    private static final TestIssuer ISSUER = new TestIssuer();
    private static final TestDepartment DEPARTMENT = new TestDepartment("d");

    @TempDir
    Path directory;

    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(directory, ISSUER, Map.of("a", bundle("a", "/a"), "b", bundle("b", "/b")));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @AfterAll
    static void stopOthers() {
        DEPARTMENT.close();
        ISSUER.close();
    }

    @Test
    void aChangeIsLiveWithinTwoSeconds() {
        gateway.write("a.yaml", bundle("a", "/a", "/a/new"));

        assertThat(becomes(LIVE, () -> status("/a/new") == 200)).isTrue();
        assertThat(status("/a")).isEqualTo(200);
    }

    @Test
    void noRequestFailsWhileBundlesChange() {
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        List<CompletableFuture<Void>> callers = List.of(caller(stop, answered, failed), caller(stop, answered, failed));

        for (int change = 0; change < 10; change++) {
            String fresh = "/a/" + change;
            gateway.write("a.yaml", bundle("a", "/a", fresh));
            assertThat(becomes(LIVE, () -> status(fresh) == 200)).isTrue();
        }
        stop.set(true);
        callers.forEach(CompletableFuture::join);

        assertThat(answered).hasPositiveValue();
        assertThat(failed).hasValue(0);
    }

    @Test
    void aMalformedJsonBundleIsQuarantinedAndEverythingElseStays() {
        gateway.write("c.json", "{\"departments\": [");

        assertThat(becomes(LIVE, () -> quarantine().contains("c.json"))).isTrue();
        assertThat(quarantine())
                .contains("\"line\":1")
                .contains("\"expected\":\"JSON\"")
                .doesNotContain("Exception");
        assertThat(status("/a")).isEqualTo(200);
    }

    @Test
    void aBundleThatBreaksKeepsItsLastGoodRoutesLive() {
        gateway.write("a.yaml", bundle("a", "/a").replace("audience: public", "audience: nobody"));

        assertThat(becomes(LIVE, () -> quarantine().contains("\"owner\":\"a\"")))
                .isTrue();
        assertThat(quarantine()).contains("\"stillLive\":1").contains("\"value\":\"nobody\"");
        assertThat(status("/a")).isEqualTo(200);
    }

    @Test
    void aSecondBundleWithARouteIdThatIsTakenIsQuarantined() {
        gateway.write("c.yaml", bundle("c", "/c").replace("c.0", "a.0"));

        assertThat(becomes(LIVE, () -> quarantine().contains("\"owner\":\"c\"")))
                .isTrue();
        assertThat(quarantine()).contains("an id of its own; route a.0 of a at a.yaml:8 has it");
        assertThat(status("/c")).isEqualTo(404);
        assertThat(status("/a")).isEqualTo(200);
    }

    @Test
    void theLastGoodSnapshotSurvivesARestartWithABrokenBundle() {
        gateway.write("a.yaml", "broken: [");
        assertThat(becomes(LIVE, () -> quarantine().contains("\"owner\":\"a\"")))
                .isTrue();
        gateway.close();

        gateway = TestGateway.start(directory, ISSUER, Map.of());

        assertThat(status("/a")).isEqualTo(200);
        assertThat(quarantine()).contains("\"owner\":\"a\"");
    }

    private CompletableFuture<Void> caller(AtomicBoolean stop, AtomicInteger answered, AtomicInteger failed) {
        return CompletableFuture.runAsync(() -> {
            while (!stop.get()) {
                if (status("/a") != 200 || status("/b") != 200) {
                    failed.incrementAndGet();
                }
                answered.addAndGet(2);
            }
        });
    }

    private int status(String path) {
        return gateway.get(path).statusCode();
    }

    private String quarantine() {
        String operator =
                ISSUER.token(claims -> claims.claim("palm_audience", "governor").claim("roles", List.of("operator")));
        return gateway.admin("/api/quarantine", "Authorization", "Bearer " + operator)
                .body();
    }

    private static String bundle(String owner, String... paths) {
        BundleText text = BundleText.of(owner, "330000", DEPARTMENT.url());
        for (int i = 0; i < paths.length; i++) {
            text.route(owner + "." + i, "GET", paths[i], "audience: public");
        }
        return text.toString();
    }
}
