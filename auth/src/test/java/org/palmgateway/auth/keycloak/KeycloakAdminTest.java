package org.palmgateway.auth.keycloak;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.auth.MovableClock;
import org.palmgateway.auth.http.IssuerNotReached;
import org.palmgateway.auth.http.IssuerServer;
import org.palmgateway.auth.http.Reply;
import org.palmgateway.auth.keycloak.KeycloakRefused.Reason;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class KeycloakAdminTest {

    private final MovableClock clock = new MovableClock();
    private final AdminServer server = new AdminServer();
    private final KeycloakAdmin admin = server.admin(clock);

    @BeforeEach
    void answer() {
        server.on("GET", "/thing", okJson("{}"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void tokenIsGotByClientCredentials() {
        ask().block();

        assertThat(IssuerServer.form(server.tokenRequests().get(0)))
                .isEqualTo(Map.of("grant_type", "client_credentials"));
        assertThat(server.asked()).containsExactly("GET /thing");
    }

    @Test
    void manyCallsShareOneToken() {
        StepVerifier.create(Flux.range(0, 20)
                        .flatMap(i -> ask().subscribeOn(Schedulers.boundedElastic()), 20)
                        .thenMany(Flux.range(0, 5).concatMap(i -> ask())))
                .expectNextCount(5)
                .verifyComplete();

        assertThat(server.tokensAsked()).isEqualTo(1);
    }

    @Test
    void tokenIsRenewedShortlyBeforeItsEnd() {
        ask().block();

        clock.advance(Duration.ofSeconds(290).minusNanos(1));
        ask().block();
        assertThat(server.tokensAsked()).isEqualTo(1);
        clock.advance(Duration.ofNanos(1));
        ask().block();

        assertThat(server.tokensAsked()).isEqualTo(2);
    }

    @Test
    void tokenThatKeycloakNoLongerTakesIsReplaced() {
        ask().block();
        server.onToken("token-1", aResponse().withStatus(401));
        server.grants("token-2");

        StepVerifier.create(ask())
                .assertNext(reply -> assertThat(reply.status()).isEqualTo(200))
                .verifyComplete();
        assertThat(server.tokensAsked()).isEqualTo(2);
    }

    @Test
    void newTokenThatIsNotTakenEitherIsAFailureAndNotTriedForEver() {
        server.on("GET", "/thing", aResponse().withStatus(401));

        StepVerifier.create(ask()).verifyErrorSatisfies(KeycloakAdminTest::failed);
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void roleThatIsMissingIsAFailure() {
        server.on("GET", "/thing", aResponse().withStatus(403));

        StepVerifier.create(ask()).verifyErrorSatisfies(KeycloakAdminTest::failed);
        assertThat(server.asked()).hasSize(1);
        assertThat(server.tokensAsked()).isEqualTo(1);
    }

    static Stream<ResponseDefinitionBuilder> noTokens() {
        return Stream.of(
                okJson("{\"error\":\"invalid_client\"}").withStatus(401),
                aResponse().withStatus(500),
                okJson("{\"expires_in\":300}"),
                okJson("{\"access_token\":7}"));
    }

    @ParameterizedTest
    @MethodSource("noTokens")
    void withoutATokenNothingIsAsked(ResponseDefinitionBuilder answer) {
        server.tokens(answer);

        StepVerifier.create(ask()).verifyErrorSatisfies(KeycloakAdminTest::failed);
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void answerThatIsNoObjectIsNoToken() {
        server.tokens(ok("<html>"));

        StepVerifier.create(ask()).verifyError(IssuerNotReached.class);
    }

    @Test
    void failureToGetATokenIsNotRemembered() {
        server.tokens(aResponse().withStatus(500));
        StepVerifier.create(ask()).verifyErrorSatisfies(KeycloakAdminTest::failed);

        server.grants("token-1");

        StepVerifier.create(ask()).expectNextCount(1).verifyComplete();
    }

    @Test
    void tokenWithoutAnEndIsUsedForOneCall() {
        server.tokens(okJson("{\"access_token\":\"token-1\"}"));

        StepVerifier.create(ask()).expectNextCount(1).verifyComplete();
        StepVerifier.create(ask()).expectNextCount(1).verifyComplete();
        assertThat(server.tokensAsked()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807", "1e300"})
    void lifeThatNoClockHoldsIsNoError(String life) {
        server.tokens(okJson("{\"access_token\":\"token-1\",\"expires_in\":" + life + "}"));

        StepVerifier.create(ask()).expectNextCount(1).verifyComplete();
    }

    @Test
    void errorShowsNeitherSecretNorToken() {
        server.on("GET", "/thing", aResponse().withStatus(403));

        StepVerifier.create(ask())
                .verifyErrorSatisfies(
                        error -> assertThat(IssuerServer.logged(error)).doesNotContain(AdminServer.SECRET, "token-1"));
    }

    private Mono<Reply> ask() {
        return admin.ask(HttpMethod.GET, "/thing", null);
    }

    private static void failed(Throwable error) {
        assertThat(error)
                .isInstanceOfSatisfying(
                        KeycloakRefused.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(Reason.FAILED));
    }
}
