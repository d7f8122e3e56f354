package org.palmgateway.auth.token;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.palmgateway.auth.MovableClock;
import org.palmgateway.auth.keys.IssuerKeys;
import org.palmgateway.auth.keys.KeyServer;
import org.palmgateway.auth.keys.TestKeys;
import org.palmgateway.auth.revocation.LocalRevocations;
import org.palmgateway.auth.token.InvalidToken.Reason;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Memory, verifier and keys together, as the gateway uses them, against an issuer on a real socket. */
class TokensOverHttpTest {

    private final MovableClock clock = new MovableClock();
    private final KeyServer server = new KeyServer();
    private final VerifiedTokens tokens = new VerifiedTokens(
            new TokenVerifier(
                    List.of(Issuer.of(server.issuer(), "palm")),
                    new IssuerKeys(IssuerKeys.Settings.defaults(), clock),
                    clock)::verify,
            new LocalRevocations(Duration.ofHours(1), 100, clock),
            VerifiedTokens.Settings.defaults(),
            clock);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void hundredFirstRequestsAtOnceCauseOneVerificationAndOneFetch() {
        server.answerKeys(okJson(new JWKSet(TestKeys.RSA).toString()).withFixedDelay(200));
        String token = good("rsa", TestKeys.RSA, JWSAlgorithm.RS256);

        StepVerifier.create(Flux.range(0, 100)
                        .flatMap(i -> tokens.principal(token).subscribeOn(Schedulers.boundedElastic()), 100)
                        .map(Principal::subject)
                        .collectList())
                .assertNext(subjects -> assertThat(subjects).hasSize(100).containsOnly("li-na"))
                .verifyComplete();
        assertThat(tokens.stats().verifications()).isEqualTo(1);
        assertThat(server.fetches()).isEqualTo(1);
    }

    @Test
    void tenThousandTokensWithUnknownKeysCauseTwoFetches() {
        server.publish(TestKeys.RSA);
        String signed = good("rsa", TestKeys.RSA, JWSAlgorithm.RS256);

        Map<Reason, Long> refusals = Flux.range(0, 10_000)
                .flatMap(i -> reason(withKid(signed, "unknown-" + i)), 256)
                .groupBy(reason -> reason)
                .flatMap(group -> group.count().map(count -> Map.entry(group.key(), count)))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .block(Duration.ofSeconds(60));

        assertThat(refusals).containsOnly(Map.entry(Reason.UNKNOWN_KEY, 10_000L));
        assertThat(server.fetches()).isLessThanOrEqualTo(2);
    }

    @Test
    void tokenOfANewKeyIsAcceptedOnceTheIssuerPublishesIt() {
        server.publish(TestKeys.RSA);
        tokens.principal(good("rsa", TestKeys.RSA, JWSAlgorithm.RS256)).block(Duration.ofSeconds(10));

        server.publish(TestKeys.RSA, TestKeys.EC);

        StepVerifier.create(tokens.principal(good("ec", TestKeys.EC, JWSAlgorithm.ES256)))
                .assertNext(principal -> assertThat(principal.subject()).isEqualTo("li-na"))
                .verifyComplete();
    }

    @Test
    void rememberedTokenNeedsNoIssuer() {
        server.publish(TestKeys.RSA);
        String token = good("rsa", TestKeys.RSA, JWSAlgorithm.RS256);
        tokens.principal(token).block(Duration.ofSeconds(10));

        server.close();

        StepVerifier.create(tokens.principal(token)).expectNextCount(1).verifyComplete();
    }

    @Test
    void rememberedTokenIsRefusedWhenItsSkewIsOver() {
        server.publish(TestKeys.RSA);
        String token = good("rsa", TestKeys.RSA, JWSAlgorithm.RS256);
        tokens.principal(token).block(Duration.ofSeconds(10));

        clock.advance(Duration.ofMinutes(5).plusSeconds(29));
        StepVerifier.create(tokens.principal(token)).expectNextCount(1).verifyComplete();

        clock.advance(Duration.ofSeconds(1));
        StepVerifier.create(reason(token)).expectNext(Reason.EXPIRED).verifyComplete();
    }

    @Test
    void issuerThatComesBackIsUsedASecondLater() {
        server.fail();
        String token = good("rsa", TestKeys.RSA, JWSAlgorithm.RS256);
        StepVerifier.create(tokens.principal(token)).verifyError(IssuerUnavailable.class);

        server.publish(TestKeys.RSA);
        StepVerifier.create(tokens.principal(token)).verifyError(IssuerUnavailable.class);
        clock.advance(Duration.ofSeconds(1));

        StepVerifier.create(tokens.principal(token)).expectNextCount(1).verifyComplete();
    }

    private String good(String kid, JWK key, JWSAlgorithm algorithm) {
        return new TokenMaker(server.issuer(), clock.instant())
                .header("kid", kid)
                .signedBy(key, algorithm);
    }

    private String withKid(String signed, String kid) {
        String signature = signed.substring(signed.lastIndexOf('.') + 1);
        return new TokenMaker(server.issuer(), clock.instant())
                .header("kid", kid)
                .unsigned("RS256", signature);
    }

    private Mono<Reason> reason(String token) {
        return tokens.principal(token)
                .then(Mono.<Reason>empty())
                .onErrorResume(InvalidToken.class, refusal -> Mono.just(refusal.reason()));
    }
}
