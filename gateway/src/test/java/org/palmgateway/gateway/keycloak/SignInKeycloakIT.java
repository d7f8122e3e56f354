package org.palmgateway.gateway.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.palmgateway.gateway.plane.TestGateway;

@ExtendWith(RunningKeycloak.class)
class SignInKeycloakIT {

    private static final String PASSWORD = "correct horse battery staple";

    private final KeycloakServer keycloak;
    private final KeycloakAdmin admin;
    private final GatewayClient gateway;
    private final String name = "user-" + UUID.randomUUID();
    private final String user;

    SignInKeycloakIT(KeycloakServer keycloak) {
        this.keycloak = keycloak;
        admin = keycloak.admin();
        gateway = new GatewayClient(keycloak.realm());
        user = admin.createUser(name, PASSWORD, List.of("operator"), List.of("case-worker"));
    }

    @Test
    void accessTokenOfACitizenCarriesWhatTheGatewayNeeds() throws ParseException {
        TokenAnswer tokens = PhoneSignIn.mobile(keycloak.realm()).signIn(name, PASSWORD);

        JWTClaimsSet claims = tokens.access().getJWTClaimsSet();
        assertThat(tokens.access().getHeader().getType().getType()).isEqualTo("at+jwt");
        assertThat(tokens.access().getHeader().getAlgorithm().getName()).isEqualTo("RS256");
        assertThat(claims.getIssuer()).isEqualTo(keycloak.realm().toString());
        assertThat(claims.getSubject()).isEqualTo(user);
        assertThat(claims.getAudience()).containsExactly("palm-gateway");
        assertThat(claims.getClaims())
                .containsEntry("azp", "palm-mobile")
                .containsEntry("typ", "Bearer")
                .containsEntry("palm_audience", "citizen")
                .containsEntry("acr", "password")
                .containsEntry("sid", tokens.members().get("session_state"))
                .containsEntry("resource_access", Map.of("palm-gateway", Map.of("roles", List.of("case-worker"))));
        assertThat(claims.getJSONObjectClaim("realm_access").get("roles"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains("operator");
        assertThat(claims.getExpirationTime().toInstant())
                .isEqualTo(claims.getIssueTime().toInstant().plus(Duration.ofMinutes(5)));
    }

    @Test
    void accessTokenOfTheConsoleIsAnOfficials() throws ParseException {
        TokenAnswer tokens = PhoneSignIn.console(keycloak.realm()).signIn(name, PASSWORD);

        assertThat(tokens.access().getJWTClaimsSet().getAudience()).containsExactly("palm-gateway");
        assertThat(tokens.access().getJWTClaimsSet().getClaims())
                .containsEntry("azp", "palm-console")
                .containsEntry("palm_audience", "official");
    }

    @Test
    void codeIsWorthNothingWithoutItsVerifier() {
        PhoneSignIn phone = PhoneSignIn.mobile(keycloak.realm());
        PhoneSignIn.Code code = phone.authorize(name, PASSWORD);

        TokenAnswer refused = phone.redeem(code.value(), "another-verifier-of-the-right-length-0123456789");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).isEqualTo("invalid_grant");
    }

    @Test
    void refreshedTokensStayInTheSessionUntilItsLogout() throws ParseException {
        PhoneSignIn phone = PhoneSignIn.mobile(keycloak.realm());
        TokenAnswer first = phone.signIn(name, PASSWORD);

        TokenAnswer second = phone.refresh(first.refreshToken());
        phone.logOut(second.refreshToken());
        TokenAnswer third = phone.refresh(second.refreshToken());

        assertThat(second.access().getJWTClaimsSet().getStringClaim("sid"))
                .isEqualTo(first.access().getJWTClaimsSet().getStringClaim("sid"));
        assertThat(third.status()).isEqualTo(400);
        assertThat(third.error()).isEqualTo("invalid_grant");
    }

    @Test
    void exchangedTokenIsForTheDepartmentAlone() throws ParseException {
        TokenAnswer tokens = PhoneSignIn.mobile(keycloak.realm()).signIn(name, PASSWORD);

        TokenAnswer exchanged = gateway.exchange(tokens.accessToken(), TestRealm.HOUSING_FUND);

        JWTClaimsSet claims = exchanged.access().getJWTClaimsSet();
        assertThat(exchanged.status()).isEqualTo(200);
        assertThat(claims.getAudience()).containsExactly(TestRealm.HOUSING_FUND);
        assertThat(claims.getSubject()).isEqualTo(user);
        assertThat(claims.getClaims())
                .containsEntry("azp", "palm-gateway")
                .containsEntry("sid", tokens.members().get("session_state"))
                .containsEntry("acr", "password");
        assertThat(exchanged.members()).doesNotContainKey("refresh_token");
    }

    @Test
    void audienceThatIsNoDepartmentIsRefused() {
        TokenAnswer tokens = PhoneSignIn.mobile(keycloak.realm()).signIn(name, PASSWORD);

        TokenAnswer unavailable = gateway.exchange(tokens.accessToken(), TestRealm.CONSOLE_CLIENT);
        TokenAnswer unknown = gateway.exchange(tokens.accessToken(), "no-such-department");

        assertThat(unavailable.status()).isEqualTo(400);
        assertThat(unavailable.error()).isEqualTo("invalid_request");
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.error()).isEqualTo("invalid_client");
    }

    @Test
    void nothingIsExchangedAfterTheSessionHasEnded() {
        TokenAnswer tokens = PhoneSignIn.mobile(keycloak.realm()).signIn(name, PASSWORD);

        admin.endSessions(user);
        TokenAnswer refused = gateway.exchange(tokens.accessToken(), TestRealm.HOUSING_FUND);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).isEqualTo("invalid_request");
    }

    @Test
    void signInAtAnotherHostIsAtTheSameIssuer() throws ParseException {
        URI elsewhere = URI.create("http://localhost:" + keycloak.uri().getPort() + "/realms/" + TestRealm.NAME);

        TokenAnswer tokens = PhoneSignIn.mobile(elsewhere).signIn(name, PASSWORD);

        assertThat(tokens.access().getJWTClaimsSet().getIssuer())
                .isEqualTo(keycloak.realm().toString());
    }

    @Test
    void browserThatKeycloakKnowsNeedsNoPassword() throws ParseException {
        PhoneSignIn phone = PhoneSignIn.mobile(keycloak.realm());
        TokenAnswer first = phone.signIn(name, PASSWORD);

        TokenAnswer second = phone.signIn("nobody", "is asked");

        // Keycloak says by level 0 that this was the cookie and no password; no name of acr.loa.map stands for it.
        assertThat(second.access().getJWTClaimsSet().getClaims())
                .containsEntry("acr", "0")
                .containsEntry("sid", first.access().getJWTClaimsSet().getClaim("sid"));
    }

    @Test
    void endOfASessionIsToldToTheGateway() throws ParseException {
        try (LogoutListener listener = new LogoutListener()) {
            admin.sendLogoutsTo(listener.uri());
            TokenAnswer tokens = PhoneSignIn.mobile(keycloak.realm()).signIn(name, PASSWORD);
            String session = tokens.access().getJWTClaimsSet().getStringClaim("sid");

            admin.endSession(session);

            SignedJWT logout = listener.only();
            assertThat(logout.getHeader().getType().getType()).isEqualTo("logout+jwt");
            assertThat(logout.getJWTClaimsSet().getAudience()).containsExactly("palm-mobile");
            assertThat(logout.getJWTClaimsSet().getSubject()).isEqualTo(user);
            assertThat(logout.getJWTClaimsSet().getClaims())
                    .containsEntry("sid", session)
                    .containsEntry("typ", "Logout")
                    .containsEntry("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()))
                    .doesNotContainKey("nonce");
        }
    }

    @Test
    void expiredTokenIsNotExchanged() {
        admin.accessTokensLive(TestRealm.MOBILE_CLIENT, 1);
        try {
            TokenAnswer tokens = PhoneSignIn.mobile(keycloak.realm()).signIn(name, PASSWORD);

            assertThat(TestGateway.becomes(
                            Duration.ofSeconds(20),
                            () -> gateway.exchange(tokens.accessToken(), TestRealm.EDUCATION)
                                            .status()
                                    == 400))
                    .isTrue();
        } finally {
            admin.accessTokensLive(TestRealm.MOBILE_CLIENT, 300);
        }
    }

    @Test
    void nothingIsExchangedForADisabledUser() {
        TokenAnswer tokens = PhoneSignIn.mobile(keycloak.realm()).signIn(name, PASSWORD);

        admin.enableUser(user, false);

        assertThat(gateway.exchange(tokens.accessToken(), TestRealm.EDUCATION).error())
                .isEqualTo("invalid_request");
    }

    @Test
    void newKeySignsAndOldTokensAreStillGood() {
        TokenAnswer before = PhoneSignIn.mobile(keycloak.realm()).signIn(name, PASSWORD);

        admin.rotateKeys();
        TokenAnswer after = PhoneSignIn.mobile(keycloak.realm()).signIn(name, PASSWORD);

        assertThat(after.access().getHeader().getKeyID())
                .isNotEqualTo(before.access().getHeader().getKeyID());
        assertThat(gateway.exchange(before.accessToken(), TestRealm.EDUCATION).status())
                .isEqualTo(200);
    }

    @Test
    void gatewayRegistersClientsAndSeesNoEvents() {
        KeycloakAdmin asGateway =
                new KeycloakAdmin(keycloak.uri(), () -> gateway.credentials().accessToken());

        String id = asGateway.createClient(Map.of("clientId", "third-" + name, "serviceAccountsEnabled", true));
        String secret = asGateway.secret(id);
        int events = asGateway.status("/events");
        asGateway.deleteClient(id);

        assertThat(secret).hasSizeGreaterThanOrEqualTo(32);
        assertThat(events).isEqualTo(403);
        assertThat(asGateway.status("/clients/" + id)).isEqualTo(404);
    }

    @Test
    void restartKeepsUsersKeysAndSessions() {
        PhoneSignIn phone = PhoneSignIn.mobile(keycloak.realm());
        TokenAnswer before = phone.signIn(name, PASSWORD);

        keycloak.stop();
        keycloak.start();
        TokenAnswer after = phone.refresh(before.refreshToken());

        assertThat(after.status()).isEqualTo(200);
        assertThat(after.access().getHeader().getKeyID())
                .isEqualTo(before.access().getHeader().getKeyID());
    }
}
