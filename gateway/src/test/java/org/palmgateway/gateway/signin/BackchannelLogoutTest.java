package org.palmgateway.gateway.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.gateway.plane.BundleText;
import org.palmgateway.gateway.plane.TestDepartment;
import org.palmgateway.gateway.plane.TestGateway;
import org.palmgateway.gateway.plane.TestIssuer;

class BackchannelLogoutTest {

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final TestDepartment DEPARTMENT = new TestDepartment("d");

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
                                .route("d.own", "GET", "/own", "audience: citizen")
                                .toString()),
                "--palm.identity.issuers[0].uri=" + ISSUER.uri(),
                "--palm.identity.issuers[0].logout-audiences=phone");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        DEPARTMENT.close();
        ISSUER.close();
    }

    @Test
    void theNextCallOfAnEndedSessionIsRefused() {
        String session = UUID.randomUUID().toString();
        String token = ISSUER.token(claims -> claims.claim("sid", session));
        assertThat(call(token).statusCode()).isEqualTo(200);

        HttpResponse<String> ended = logout(logoutToken(claims -> claims.claim("sid", session)));

        assertThat(ended.statusCode()).as(ended.body()).isEqualTo(200);
        assertThat(ended.headers().firstValue("Cache-Control")).hasValue("no-store");
        HttpResponse<String> refused = call(token);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate").orElse("")).contains("revoked");
    }

    @Test
    void aTokenThatWasNeverSeenBeforeIsRefusedTooOnceItsSessionHasEnded() {
        String session = UUID.randomUUID().toString();
        logout(logoutToken(claims -> claims.claim("sid", session)));

        assertThat(call(ISSUER.token(claims -> claims.claim("sid", session))).statusCode())
                .isEqualTo(401);
    }

    @Test
    void otherSessionsOfTheSamePersonGoOn() {
        logout(logoutToken(claims -> claims.claim("sid", UUID.randomUUID().toString())));

        assertThat(call(ISSUER.citizen()).statusCode()).isEqualTo(200);
    }

    @Test
    void aReplayedLogoutTokenIsRefused() {
        String token = logoutToken(claims -> claims.claim("sid", "replayed"));
        assertThat(logout(token).statusCode()).isEqualTo(200);

        assertRefused(logout(token));
    }

    @Test
    void aLogoutTokenForAnotherClientEndsNothing() {
        String session = UUID.randomUUID().toString();
        String token = ISSUER.token(claims -> claims.claim("sid", session));

        assertRefused(logout(logoutToken(claims -> claims.claim("sid", session).audience("another"))));
        assertThat(call(token).statusCode()).isEqualTo(200);
    }

    @Test
    void anIdTokenIsNoLogoutToken() {
        assertRefused(logout(logoutToken(claims -> claims.claim("sid", "a").claim("nonce", "n"))));
        assertRefused(logout(logoutToken(claims -> claims.claim("sid", "a").claim("events", null))));
    }

    @Test
    void whatIsNoLogoutRequestIsRefused() {
        assertRefused(send("application/x-www-form-urlencoded", "logout_token="));
        assertRefused(send("application/x-www-form-urlencoded", "logout_token=a&logout_token=b"));
        assertRefused(send("application/x-www-form-urlencoded", "other=a"));
        assertRefused(send("application/x-www-form-urlencoded", "logout_token=" + "x".repeat(100_000)));
        assertRefused(send("application/json", "{}"));
        assertRefused(send("///", "logout_token=a"));
        assertRefused(send("application/x-www-form-urlencoded; charset=nonsense", "logout_token=a"));
        assertThat(gateway.get(BackchannelLogout.PATH).statusCode()).isEqualTo(404);
    }

    private static HttpResponse<String> call(String token) {
        return gateway.get("/own", "Authorization", "Bearer " + token);
    }

    private static String logoutToken(UnaryOperator<JWTClaimsSet.Builder> changes) {
        Instant now = Instant.now();
        return ISSUER.signed(
                "logout+jwt",
                changes.apply(new JWTClaimsSet.Builder()
                                .issuer(ISSUER.uri().toString())
                                .audience(List.of("phone"))
                                .jwtID(UUID.randomUUID().toString())
                                .issueTime(Date.from(now))
                                .expirationTime(Date.from(now.plusSeconds(60)))
                                .claim(
                                        "events",
                                        Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of())))
                        .build());
    }

    private static HttpResponse<String> logout(String token) {
        return send(
                "application/x-www-form-urlencoded",
                "logout_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8));
    }

    private static HttpResponse<String> send(String type, String body) {
        return gateway.send(
                HttpRequest.newBuilder(gateway.uri(BackchannelLogout.PATH))
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                "Content-Type",
                type);
    }

    private static void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":\"logout-refused\"");
    }
}
