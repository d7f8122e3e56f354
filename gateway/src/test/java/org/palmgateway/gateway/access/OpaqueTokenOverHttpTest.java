package org.palmgateway.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.gateway.plane.BundleText;
import org.palmgateway.gateway.plane.TestDepartment;
import org.palmgateway.gateway.plane.TestGateway;
import org.palmgateway.gateway.plane.TestIssuer;
import reactor.core.publisher.Mono;

class OpaqueTokenOverHttpTest {

    private static final TestIssuer SIGNING = new TestIssuer();
    private static final TestDepartment DEPARTMENT = new TestDepartment("d");
    private static final AtomicReference<String> ANSWER = new AtomicReference<>("{\"active\":false}");
    private static final TestDepartment ISSUER = new TestDepartment((request, response) ->
            response.header("Content-Type", "application/json").sendString(Mono.fromSupplier(ANSWER::get)));

    @TempDir
    static Path directory;

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(
                directory,
                SIGNING,
                Map.of(
                        "d",
                        BundleText.of("d", "330000", DEPARTMENT.url())
                                .route("d.own", "GET", "/own", "audience: citizen")
                                .route("d.office", "GET", "/office", "audience: official")
                                .toString()),
                "--palm.identity.issuers[0].uri=" + SIGNING.uri(),
                "--palm.identity.issuers[1].uri=https://officials.example",
                "--palm.identity.issuers[1].fixed-audience=official",
                "--palm.identity.issuers[1].client.secret=s3cret",
                "--palm.identity.issuers[1].client.introspects=true",
                "--palm.identity.issuers[1].client.introspection-uri=" + ISSUER.url() + "/introspect");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        ISSUER.close();
        DEPARTMENT.close();
        SIGNING.close();
    }

    @Test
    void anActiveTokenIsAskedAboutOnceAndServesItsOwnAudience() {
        ANSWER.set("{\"active\":true,\"sub\":\"wang-wu\",\"aud\":\"palm-gateway\",\"client_id\":\"office\",\"iat\":"
                + Instant.now().getEpochSecond() + "}");
        int asked = ISSUER.seen().size();

        assertThat(call("/office", "opaque-1")).isEqualTo(200);
        assertThat(call("/office", "opaque-1")).isEqualTo(200);
        assertThat(call("/own", "opaque-1")).isEqualTo(403);

        assertThat(ISSUER.seen()).hasSize(asked + 1);
        assertThat(ISSUER.last().uri()).isEqualTo("/introspect");
        assertThat(DEPARTMENT.last().headers().contains("Palm-Passport")).isTrue();
    }

    @Test
    void aTokenThatIsNotActiveIsRefused() {
        ANSWER.set("{\"active\":false}");

        assertThat(call("/office", "opaque-2")).isEqualTo(401);
    }

    @Test
    void aSignedTokenIsVerifiedHere() {
        int asked = ISSUER.seen().size();

        assertThat(call("/own", SIGNING.citizen())).isEqualTo(200);

        assertThat(ISSUER.seen()).hasSize(asked);
    }

    private static int call(String path, String token) {
        return gateway.get(path, "Authorization", "Bearer " + token).statusCode();
    }
}
