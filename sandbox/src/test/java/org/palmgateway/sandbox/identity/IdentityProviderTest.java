package org.palmgateway.sandbox.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdentityProviderTest {

    private static final String APP = "http://127.0.0.1:8080/app/callback";
    private static final String OFFICE = "http://127.0.0.1:8080/office/callback";
    private static final String CONSOLE = "http://127.0.0.1:8090/console/callback";

    private IdentityProvider provider;
    private Caller caller;

    @BeforeAll
    void start() {
        provider = IdentityProvider.start(0);
        caller = new Caller(provider.issuer());
    }

    @AfterAll
    void stop() {
        provider.close();
    }

    @Test
    void discoveryNamesTheIssuerAndItsKeys() throws Exception {
        JsonNode document = Caller.json(caller.get("/.well-known/openid-configuration"));

        assertThat(document.path("issuer").asString())
                .isEqualTo(provider.issuer().toString());
        assertThat(document.path("jwks_uri").asString()).isEqualTo(provider.issuer() + "/oauth2/jwks");
        assertThat(document.path("code_challenge_methods_supported")
                        .valueStream()
                        .map(JsonNode::asString))
                .containsExactly("S256");
    }

    @Test
    void issuerIsTheSameUnderAnyHostName() throws Exception {
        URI other = URI.create("http://localhost:" + provider.issuer().getPort() + "/.well-known/openid-configuration");

        HttpResponse<String> answer = caller.send(HttpRequest.newBuilder(other));

        assertThat(Caller.json(answer).path("issuer").asString())
                .isEqualTo(provider.issuer().toString());
    }

    @Test
    void listensOnOneLoopbackAddressOnly() {
        URI other = URI.create("http://127.0.0.2:" + provider.issuer().getPort() + "/oauth2/jwks");

        assertThatThrownBy(() -> caller.send(HttpRequest.newBuilder(other))).isInstanceOf(ConnectException.class);
    }

    @Test
    void keySetHoldsNoPrivateKey() throws Exception {
        JWKSet keys = caller.keys();

        assertThat(keys.getKeys()).hasSize(1).noneMatch(key -> key.isPrivate());
    }

    @Test
    void citizenGetsATokenByCodeAndProofKey() throws Exception {
        SignedJWT token = caller.signIn("palm-app", APP, "zhang-wei", "openid housing-fund.read");

        JWTClaimsSet claims = token.getJWTClaimsSet();
        assertThat(caller.verified(token)).isTrue();
        assertThat(token.getHeader().getType().getType()).isEqualTo("at+jwt");
        assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
        assertThat(claims.getIssuer()).isEqualTo(provider.issuer().toString());
        assertThat(claims.getAudience()).containsExactly("palm-gateway");
        assertThat(claims.getSubject()).isEqualTo("zhang-wei");
        assertThat(claims.getClaim("palm_audience")).isEqualTo("citizen");
        assertThat(claims.getClaim("name")).isEqualTo("张伟");
        assertThat(claims.getClaim("name_en")).isEqualTo("Zhang Wei");
        assertThat(claims.getClaim("region")).isEqualTo("330106");
        assertThat(claims.getClaim("citizen_id")).isEqualTo("330106********1234");
        assertThat(claims.getClaim("acr")).isEqualTo("1");
        assertThat(claims.getClaim("roles")).isEqualTo(List.of());
        assertThat(claims.getClaim("client_id")).isEqualTo("palm-app");
        assertThat(claims.getClaim("azp")).isEqualTo("palm-app");
        assertThat(claims.getStringClaim("sid")).isNotBlank();
        assertThat(claims.getStringClaim("scope").split(" ")).containsExactlyInAnyOrder("openid", "housing-fund.read");
        assertThat(Duration.between(
                        claims.getIssueTime().toInstant(),
                        claims.getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofMinutes(15));
    }

    @ParameterizedTest
    @CsvSource({
        "palm-office," + OFFICE + ",zhou-jing,official,case-worker",
        "palm-console," + CONSOLE + ",lin-lan,governor,governor",
        "palm-console," + CONSOLE + ",he-tao,governor,operator"
    })
    void everybodyElseSignsInThroughTheirOwnClient(
            String client, String redirect, String user, String audience, String role) throws Exception {
        JWTClaimsSet claims = caller.signIn(client, redirect, user, "openid").getJWTClaimsSet();

        assertThat(claims.getClaim("palm_audience")).isEqualTo(audience);
        assertThat(claims.getStringListClaim("roles")).containsExactly(role);
    }

    @ParameterizedTest
    @CsvSource({
        "palm-office," + OFFICE + ",zhang-wei",
        "palm-console," + CONSOLE + ",zhang-wei",
        "palm-console," + CONSOLE + ",zhou-jing",
        "palm-app," + APP + ",zhou-jing",
        "palm-app," + APP + ",lin-lan"
    })
    void nobodyUsesTheClientOfAnotherAudience(String client, String redirect, String user) throws Exception {
        Map<String, String> callback =
                new SignIn(provider.issuer()).authorize(user, "demo", SignIn.request(client, redirect, "openid"));

        assertThat(callback).containsEntry("error", "access_denied").doesNotContainKey("code");
        assertThat(callback).containsEntry("address", URI.create(redirect).getPath());
    }

    @Test
    void wrongPasswordIsRefused() throws Exception {
        Map<String, String> callback = new SignIn(provider.issuer())
                .authorize("zhang-wei", "wrong", SignIn.request("palm-app", APP, "openid"));

        assertThat(callback).containsEntry("error", "login");
    }

    @Test
    void requestWithoutProofKeyIsRefused() throws Exception {
        Map<String, String> request = SignIn.request("palm-app", APP, "openid");
        request.remove("code_challenge");
        request.remove("code_challenge_method");

        Map<String, String> callback = new SignIn(provider.issuer()).authorize("zhang-wei", "demo", request);

        assertThat(callback).containsEntry("error", "invalid_request").doesNotContainKey("code");
    }

    @Test
    void plainProofKeyIsRefused() throws Exception {
        Map<String, String> request = SignIn.request("palm-app", APP, "openid");
        request.put("code_challenge_method", "plain");

        Map<String, String> callback = new SignIn(provider.issuer()).authorize("zhang-wei", "demo", request);

        assertThat(callback).containsEntry("error", "invalid_request").doesNotContainKey("code");
    }

    @Test
    void codeIsWorthNothingWithoutItsVerifier() throws Exception {
        SignIn browser = new SignIn(provider.issuer());
        Map<String, String> callback =
                browser.authorize("zhang-wei", "demo", SignIn.request("palm-app", APP, "openid"));

        HttpResponse<String> answer = browser.token("palm-app", APP, Caller.code(callback), SignIn.VERIFIER + "x");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Caller.json(answer).path("error").asString()).isEqualTo("invalid_grant");
    }

    @Test
    void scopeOfAnotherClientIsRefused() throws Exception {
        Map<String, String> callback = new SignIn(provider.issuer())
                .authorize("zhang-wei", "demo", SignIn.request("palm-app", APP, "openid cases.read"));

        assertThat(callback).containsEntry("error", "invalid_scope");
    }

    @Test
    void foreignAddressNeverGetsACode() throws Exception {
        Map<String, String> callback = new SignIn(provider.issuer())
                .authorize("zhang-wei", "demo", SignIn.request("palm-app", "http://evil.example/", "openid"));

        assertThat(callback).containsEntry("status", "400");
    }

    @Test
    void userInfoIsGivenForTheAccessToken() throws Exception {
        SignedJWT token = caller.signIn("palm-app", APP, "zhang-wei", "openid");

        HttpResponse<String> answer =
                caller.send(HttpRequest.newBuilder(provider.issuer().resolve("/userinfo"))
                        .header("Authorization", "Bearer " + token.serialize()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Caller.json(answer).path("sub").asString()).isEqualTo("zhang-wei");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator", "/actuator/health", "/v3/api-docs"})
    void nothingElseOfTheClassPathIsServed(String path) throws Exception {
        HttpResponse<String> answer = caller.get(path);

        assertThat(answer.statusCode()).isIn(302, 401, 403, 404);
    }
}
