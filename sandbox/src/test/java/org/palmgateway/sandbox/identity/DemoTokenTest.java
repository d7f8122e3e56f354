package org.palmgateway.sandbox.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.sandbox.department.Bundles;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoTokenTest {

    private static final String APP = "http://127.0.0.1:8080/app/callback";

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
    void demoTokenIsLikeTheRealOne() throws Exception {
        HttpResponse<String> answer = caller.post("/demo/token?user=zhang-wei", "*/*");

        SignedJWT demo =
                SignedJWT.parse(Caller.json(answer).path("access_token").asString());
        SignedJWT real = caller.signIn("palm-app", APP, "zhang-wei", "openid");
        assertThat(answer.headers().firstValue("Palm-Demo")).contains("only");
        assertThat(Caller.json(answer).path("token_type").asString()).isEqualTo("Bearer");
        assertThat(Caller.json(answer).path("expires_in").asInt()).isEqualTo(900);
        assertThat(caller.verified(demo)).isTrue();
        assertThat(demo.getHeader().toJSONObject()).isEqualTo(real.getHeader().toJSONObject());
        assertThat(demo.getJWTClaimsSet().getClaims().keySet())
                .isEqualTo(real.getJWTClaimsSet().getClaims().keySet());
        assertThat(demo.getJWTClaimsSet().getIssuer())
                .isEqualTo(real.getJWTClaimsSet().getIssuer());
        assertThat(demo.getJWTClaimsSet().getAudience())
                .isEqualTo(real.getJWTClaimsSet().getAudience());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/demo/token?user=zhang-wei&raw", "/demo/token?user=zhang-wei&raw=true"})
    void demoTokenCanBeBare(String path) throws Exception {
        assertThat(caller.verified(SignedJWT.parse(caller.post(path, "*/*").body())))
                .isTrue();
    }

    @Test
    void demoTokenIsBareForThoseWhoWantText() throws Exception {
        assertThat(caller.verified(SignedJWT.parse(
                        caller.post("/demo/token?user=zhang-wei", "text/plain").body())))
                .isTrue();
    }

    @Test
    void demoTokenCanHaveExpired() throws Exception {
        JWTClaimsSet claims = claims("/demo/token?user=zhang-wei&raw&expires-in=-60");

        assertThat(claims.getExpirationTime().toInstant())
                .isBetween(Instant.now().minusSeconds(90), Instant.now().minusSeconds(59));
    }

    @Test
    void demoTokenCanBeForSomebodyElse() throws Exception {
        assertThat(claims("/demo/token?user=zhang-wei&raw&audience=elsewhere").getAudience())
                .containsExactly("elsewhere");
    }

    @Test
    void demoTokenCanHaveFewerScopes() throws Exception {
        assertThat(claims("/demo/token?user=zhang-wei&raw&scope=tax.read%20health.read")
                        .getClaim("scope"))
                .isEqualTo("tax.read health.read");
    }

    @Test
    void unknownUserIsToldWhoThereIs() throws Exception {
        HttpResponse<String> answer = caller.post("/demo/token?user=nobody", "*/*");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Palm-Demo")).contains("only");
        assertThat(Caller.json(answer).path("users").valueStream().map(JsonNode::asString))
                .contains("zhang-wei", "wang-fang", "li-na", "zhou-jing", "lin-lan", "he-tao");
    }

    static Stream<Bundles.Offer> closedOffers() {
        return Bundles.offers().stream().filter(offer -> !offer.scopes().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("closedOffers")
    void scopesOfEveryRouteAreGivenToItsAudience(Bundles.Offer offer) throws Exception {
        String user = Map.of("citizen", "zhang-wei", "official", "zhou-jing", "governor", "lin-lan")
                .getOrDefault(offer.audience(), "nobody");

        String scopes = claims("/demo/token?raw&user=" + user).getStringClaim("scope");

        assertThat(Arrays.asList(scopes.split(" "))).containsAll(offer.scopes());
    }

    @Test
    void lifeOfTokensCanBeSet() throws Exception {
        try (IdentityProvider brief = IdentityProvider.start(0, Duration.ofSeconds(30))) {
            HttpResponse<String> answer =
                    caller.send(HttpRequest.newBuilder(brief.issuer().resolve("/demo/token?user=li-na"))
                            .POST(HttpRequest.BodyPublishers.noBody()));

            assertThat(Caller.json(answer).path("expires_in").asInt()).isEqualTo(30);
        }
    }

    @Test
    void lifeOfNothingIsRefused() {
        assertThatThrownBy(() -> IdentityProvider.start(0, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    private JWTClaimsSet claims(String path) throws Exception {
        return SignedJWT.parse(caller.post(path, "*/*").body()).getJWTClaimsSet();
    }
}
