package org.palmgateway.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.gateway.plane.BundleText;
import org.palmgateway.gateway.plane.TestDepartment;
import org.palmgateway.gateway.plane.TestGateway;
import org.palmgateway.gateway.plane.TestIssuer;
import reactor.core.publisher.Mono;

class ExchangeOverHttpTest {

    private record Answer(int status, String body) {}

    private static final Answer GRANTED = new Answer(200, "{\"access_token\":\"for-tax\",\"expires_in\":300}");

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final TestDepartment DEPARTMENT = new TestDepartment("tax");
    private static final AtomicReference<Answer> NEXT = new AtomicReference<>(GRANTED);
    private static final TestDepartment TOKEN_ENDPOINT =
            new TestDepartment((request, response) -> response.status(NEXT.get().status())
                    .header("Content-Type", "application/json")
                    .sendString(Mono.fromSupplier(() -> NEXT.get().body())));

    @TempDir
    static Path directory;

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(
                directory,
                ISSUER,
                Map.of(
                        "tax",
                        BundleText.of("tax", "330000", DEPARTMENT.url(), "passport: exchange")
                                .route("tax.own", "GET", "/own", "audience: citizen")
                                .route("tax.open", "GET", "/open", "audience: public")
                                .toString()),
                "--palm.identity.issuers[0].uri=" + ISSUER.uri(),
                "--palm.identity.issuers[0].client.secret=s3cret",
                "--palm.identity.issuers[0].client.token-uri=" + TOKEN_ENDPOINT.url() + "/token");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        TOKEN_ENDPOINT.close();
        DEPARTMENT.close();
        ISSUER.close();
    }

    @BeforeEach
    void grant() {
        NEXT.set(GRANTED);
    }

    @Test
    void theDepartmentGetsTheIssuersTokenForItAndNeverTheCallers() {
        int exchanges = TOKEN_ENDPOINT.seen().size();
        String token = ISSUER.token(claims -> claims.claim("sid", "granted"));

        assertThat(call(token).statusCode()).isEqualTo(200);
        assertThat(call(token).statusCode()).isEqualTo(200);

        assertThat(DEPARTMENT.last().headers().getAll("Authorization")).containsExactly("Bearer for-tax");
        assertThat(DEPARTMENT.last().headers().contains("Palm-Passport")).isFalse();
        assertThat(TOKEN_ENDPOINT.seen()).hasSize(exchanges + 1);
    }

    @Test
    void onAPublicRouteNothingIsExchanged() {
        int exchanges = TOKEN_ENDPOINT.seen().size();

        assertThat(gateway.get("/open", "Authorization", "Bearer " + ISSUER.citizen())
                        .statusCode())
                .isEqualTo(200);

        assertThat(TOKEN_ENDPOINT.seen()).hasSize(exchanges);
        assertThat(DEPARTMENT.last().headers().contains("Authorization")).isFalse();
    }

    @Test
    void whoTheIssuerRefusesDoesNotReachTheDepartment() {
        NEXT.set(new Answer(400, "{\"error\":\"invalid_target\"}"));
        int before = DEPARTMENT.seen().size();

        HttpResponse<String> answer = call(ISSUER.token(claims -> claims.claim("sid", "refused")));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"code\":\"exchange-refused\"");
        assertThat(DEPARTMENT.seen()).hasSize(before);
    }

    @Test
    void whoseSignInHasEndedAtTheIssuerIsAskedToSignInAgain() {
        NEXT.set(new Answer(400, "{\"error\":\"invalid_grant\"}"));

        HttpResponse<String> answer = call(ISSUER.token(claims -> claims.claim("sid", "ended")));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).contains("invalid_token");
    }

    @Test
    void anIssuerInTroubleIsNotTheCallersFault() {
        NEXT.set(new Answer(401, "{\"error\":\"invalid_client\"}"));

        HttpResponse<String> answer = call(ISSUER.token(claims -> claims.claim("sid", "trouble")));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("\"code\":\"identity-unavailable\"");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    private static HttpResponse<String> call(String token) {
        return gateway.get("/own", "Authorization", "Bearer " + token);
    }
}
