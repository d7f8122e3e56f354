package org.palmgateway.auth.keys;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.permanentRedirect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.palmgateway.auth.MovableClock;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class IssuerKeysTest {

    private static final JWKMatcher ANY = new JWKMatcher.Builder().build();

    private final KeyServer server = new KeyServer();
    private final IssuerKeys keys = new IssuerKeys(IssuerKeys.Settings.defaults(), new MovableClock());
    private final KeySource discovered = new KeySource(server.issuer(), null);
    private final KeySource direct = new KeySource(server.issuer(), server.keys());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void keysAreFoundByDiscovery() {
        server.publish(TestKeys.RSA);

        StepVerifier.create(kids(discovered)).expectNext(List.of("rsa")).verifyComplete();
    }

    @Test
    void keysAtAFixedAddressNeedNoDiscovery() {
        server.discovery("not asked for");
        server.publish(TestKeys.EC);

        StepVerifier.create(kids(direct)).expectNext(List.of("ec")).verifyComplete();
        assertThat(server.requests("/realm/.well-known/openid-configuration")).isZero();
    }

    @Test
    void discoveryDocumentOfAnotherIssuerIsRefused() {
        server.discovery("{\"issuer\":\"http://127.0.0.1/other\",\"jwks_uri\":\"" + server.keys() + "\"}");
        server.publish(TestKeys.RSA);

        expectFailure(discovered, "must have issuer");
        assertThat(server.fetches()).isZero();
    }

    @Test
    void hundredAskersAtOnceCauseOneFetch() {
        server.answerKeys(okJson(new JWKSet(TestKeys.RSA).toString()).withFixedDelay(300));

        StepVerifier.create(Flux.range(0, 100).flatMap(i -> kids(direct), 100).count())
                .expectNext(100L)
                .verifyComplete();
        assertThat(server.fetches()).isEqualTo(1);
    }

    @Test
    void documentOverOneMebibyteIsRefused() {
        String padding = " ".repeat(1024 * 1024);
        server.answerKeys(okJson(new JWKSet(TestKeys.RSA) + padding));

        expectFailure(direct, "more than 1048576 bytes");
    }

    @Test
    void slowIssuerIsGivenUp() {
        IssuerKeys impatient = new IssuerKeys(
                new IssuerKeys.Settings(
                        Duration.ofMillis(200),
                        1024 * 1024,
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(1)),
                new MovableClock());
        server.answerKeys(okJson(new JWKSet(TestKeys.RSA).toString()).withFixedDelay(5_000));

        StepVerifier.create(impatient.matching(direct, ANY))
                .expectError(KeysNotFetched.class)
                .verify(Duration.ofSeconds(4));
    }

    @Test
    void errorStatusIsAFailureWhateverTheBody() {
        server.answerKeys(aResponse().withStatus(500).withBody(new JWKSet(TestKeys.RSA).toString()));

        expectFailure(direct, "answered 500");
    }

    @Test
    void redirectIsNotFollowed() {
        server.answerKeys(permanentRedirect(server.at("/elsewhere").toString()));

        expectFailure(direct, "answered 301");
        assertThat(server.requests("/elsewhere")).isZero();
    }

    @Test
    void unreadableKeysAreAFailure() {
        server.answerKeys(ok("<html>"));

        expectFailure(direct, "cannot be read");
    }

    @Test
    void closedPortIsAFailure() throws IOException {
        URI closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/realm");
        }

        expectFailure(new KeySource(closed, null), closed.toString());
    }

    @Test
    void timeoutOfZeroIsRefused() {
        Duration second = Duration.ofSeconds(1);

        assertThatThrownBy(() -> new IssuerKeys.Settings(Duration.ZERO, 1, second, second, second))
                .hasMessage("timeout: PT0S (expected: more than zero)");
    }

    private Mono<List<String>> kids(KeySource source) {
        return keys.matching(source, ANY)
                .map(found -> found.stream().map(JWK::getKeyID).toList());
    }

    private void expectFailure(KeySource source, String message) {
        StepVerifier.create(keys.matching(source, ANY))
                .verifyErrorSatisfies(error ->
                        assertThat(error).isInstanceOf(KeysNotFetched.class).hasMessageContaining(message));
    }
}
