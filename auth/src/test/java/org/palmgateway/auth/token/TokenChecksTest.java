package org.palmgateway.auth.token;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.nimbusds.jose.JWSAlgorithm;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.auth.MovableClock;
import org.palmgateway.auth.http.ClientCredentials;
import org.palmgateway.auth.http.IssuerHttp;
import org.palmgateway.auth.http.IssuerServer;
import org.palmgateway.auth.keys.IssuerKeys;
import org.palmgateway.auth.keys.KeyServer;
import org.palmgateway.auth.keys.TestKeys;
import org.palmgateway.auth.token.InvalidToken.Reason;
import reactor.netty.http.client.HttpClient;
import reactor.test.StepVerifier;

class TokenChecksTest {

    private static final String UNKNOWN = "{\"active\":false}";

    private final MovableClock clock = new MovableClock();
    private final KeyServer keys = new KeyServer();
    private final IssuerServer server = new IssuerServer();
    private final TokenVerifier signed = new TokenVerifier(
            List.of(Issuer.of(keys.issuer(), "palm")), new IssuerKeys(IssuerKeys.Settings.defaults(), clock), clock);
    private final TokenChecks checks = new TokenChecks(signed, List.of(asking("/first"), asking("/second")));

    @BeforeEach
    void publish() {
        keys.publish(TestKeys.RSA);
    }

    @AfterEach
    void stop() {
        keys.close();
        server.close();
    }

    @Test
    void signedTokenIsVerifiedHere() {
        String token = new TokenMaker(keys.issuer(), clock.instant()).signedBy(TestKeys.RSA, JWSAlgorithm.RS256);

        StepVerifier.create(checks.apply(token))
                .assertNext(principal ->
                        assertThat(principal.issuer()).isEqualTo(keys.issuer().toString()))
                .verifyComplete();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void forgedTokenIsNobodysQuestion() {
        String token = new TokenMaker(keys.issuer(), clock.instant()).signedBy(TestKeys.FORGER, JWSAlgorithm.RS256);

        StepVerifier.create(checks.apply(token)).verifyErrorSatisfies(error -> reason(error, Reason.SIGNATURE));
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"opaque", "eyJopaque", "eyJo.paque", "a.b.c"})
    void tokenThatIsNotSignedIsAskedAbout(String token) {
        server.answer("/first", known("/first"));

        StepVerifier.create(checks.apply(token)).expectNextCount(1).verifyComplete();
    }

    @Test
    void issuerThatKnowsTheTokenIsAskedAlone() {
        server.answer("/first", known("/first"));
        server.answer("/second", known("/second"));

        StepVerifier.create(checks.apply("opaque"))
                .assertNext(principal -> assertThat(principal.subject()).isEqualTo("of /first"))
                .verifyComplete();
        assertThat(server.requests("/second")).isEmpty();
    }

    @Test
    void tokenUnknownAtTheFirstMayBeKnownAtTheSecond() {
        server.answer("/first", okJson(UNKNOWN));
        server.answer("/second", known("/second"));

        StepVerifier.create(checks.apply("opaque"))
                .assertNext(principal -> {
                    assertThat(principal.subject()).isEqualTo("of /second");
                    assertThat(principal.issuer())
                            .isEqualTo(server.at("/second").toString());
                })
                .verifyComplete();
    }

    @Test
    void tokenThatNobodyKnowsIsRefused() {
        server.answer("/first", okJson(UNKNOWN));
        server.answer("/second", okJson(UNKNOWN));

        StepVerifier.create(checks.apply("opaque")).verifyErrorSatisfies(error -> reason(error, Reason.REVOKED));
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void issuerThatIsDownDoesNotShutOutTheCallersOfAnother() {
        server.answer("/first", aResponse().withStatus(500));
        server.answer("/second", known("/second"));

        StepVerifier.create(checks.apply("opaque"))
                .assertNext(principal -> assertThat(principal.subject()).isEqualTo("of /second"))
                .verifyComplete();
    }

    @Test
    void tokenThatAnIssuerThatIsDownMayKnowIsNotRefused() {
        server.answer("/first", aResponse().withStatus(500));
        server.answer("/second", okJson(UNKNOWN));

        StepVerifier.create(checks.apply("opaque")).verifyError(IssuerUnavailable.class);
    }

    @Test
    void everyIssuerIsAskedOnce() {
        server.answer("/first", okJson(UNKNOWN));
        server.answer("/second", aResponse().withStatus(500));

        StepVerifier.create(checks.apply("opaque")).verifyError(IssuerUnavailable.class);
        assertThat(server.requests("/first")).hasSize(1);
        assertThat(server.requests("/second")).hasSize(1);
    }

    @Test
    void withNobodyToAskEveryTokenMustBeSigned() {
        StepVerifier.create(new TokenChecks(signed, List.of()).apply("opaque"))
                .verifyErrorSatisfies(error -> reason(error, Reason.MALFORMED));
    }

    private static ResponseDefinitionBuilder known(String path) {
        return okJson(
                "{\"active\":true,\"sub\":\"of " + path + "\",\"aud\":\"palm\",\"palm_audience\":\"citizen\",\"iat\":"
                        + MovableClock.START.getEpochSecond() + "}");
    }

    private Introspection asking(String path) {
        return new Introspection(
                Issuer.of(server.at(path), "palm"),
                server.at(path),
                new ClientCredentials("palm-gateway", "secret"),
                Duration.ofSeconds(60),
                10,
                new IssuerHttp(HttpClient.create(), Duration.ofSeconds(20), 64 * 1024),
                clock);
    }

    private static void reason(Throwable error, Reason reason) {
        assertThat(error)
                .isInstanceOfSatisfying(
                        InvalidToken.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }
}
