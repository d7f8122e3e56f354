package org.palmgateway.auth.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.netty.handler.codec.http.HttpMethod;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.http.client.HttpClient;
import reactor.test.StepVerifier;

class IssuerHttpTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final int MAXIMUM = 1_000;

    private final IssuerServer server = new IssuerServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void answerHasItsStatusAndItsWholeBody() {
        server.answer("/here", aResponse().withStatus(418).withBody("Tee für 2"));

        Reply reply = http(LONG).get(server.at("/here")).block();

        assertThat(reply).isEqualTo(new Reply(418, "", "Tee für 2"));
    }

    @Test
    void answerWithoutABodyIsAnAnswer() {
        server.answer("/here", aResponse().withStatus(204));

        StepVerifier.create(http(LONG).get(server.at("/here")))
                .expectNext(new Reply(204, "", ""))
                .verifyComplete();
    }

    @Test
    void answerOfTheGreatestSizeIsRead() {
        server.answer("/here", ok("x".repeat(MAXIMUM)));

        StepVerifier.create(http(LONG).get(server.at("/here")))
                .assertNext(reply -> assertThat(reply.body()).hasSize(MAXIMUM))
                .verifyComplete();
    }

    @Test
    void answerOfOneByteMoreIsRefused() {
        server.answer("/here", ok("x".repeat(MAXIMUM + 1)));

        StepVerifier.create(http(LONG).get(server.at("/here")))
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(IssuerNotReached.class)
                        .hasMessageEndingWith("answered more than 1000 bytes."));
    }

    @Test
    void answerThatComesTooLateIsNotWaitedFor() {
        server.answer("/here", ok().withFixedDelay(2_000));

        StepVerifier.create(http(SHORT).get(server.at("/here")))
                .expectError(IssuerNotReached.class)
                .verify(Duration.ofMillis(1_500));
    }

    @Test
    void answerThatTricklesMustEndInTimeToo() {
        server.answer("/here", ok("x".repeat(100)).withChunkedDribbleDelay(50, 2_000));

        StepVerifier.create(http(SHORT).get(server.at("/here")))
                .expectError(IssuerNotReached.class)
                .verify(Duration.ofMillis(1_500));
    }

    @Test
    void redirectIsAnAnswerAndNotFollowed() {
        server.answer(
                "/here",
                aResponse()
                        .withStatus(302)
                        .withHeader("Location", server.at("/there").toString()));

        Reply reply = http(LONG).get(server.at("/here")).block();

        assertThat(reply).isEqualTo(new Reply(302, server.at("/there").toString(), ""));
        assertThat(server.requests("/there")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {307, 308})
    void credentialsDoNotFollowARedirect(int status) {
        server.answer(
                "/here",
                aResponse()
                        .withStatus(status)
                        .withHeader("Location", server.at("/there").toString()));

        http(LONG)
                .form(server.at("/here"), new ClientCredentials("palm", "secret"), Map.of("token", "t"))
                .block();

        assertThat(server.requests("/there")).isEmpty();
    }

    @Test
    void connectionThatIsCutIsNoAnswer() {
        server.answer("/here", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

        StepVerifier.create(http(LONG).get(server.at("/here"))).verifyError(IssuerNotReached.class);
    }

    @Test
    void formIsEncoded() {
        server.answer("/token", okJson("{}"));

        http(LONG)
                .form(server.at("/token"), new ClientCredentials("palm", "s"), Map.of("token", "a+b&c=d %é"))
                .block();

        LoggedRequest request = server.requests("/token").get(0);
        assertThat(request.getBodyAsString()).isEqualTo("token=a%2Bb%26c%3Dd+%25%C3%A9");
        assertThat(request.getHeader("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
    }

    @Test
    void idAndSecretAreEncodedBeforeTheyAreJoined() {
        server.answer("/token", okJson("{}"));

        http(LONG)
                .form(server.at("/token"), new ClientCredentials("palm:1", "a:b%c ü+"), Map.of())
                .block();

        String basic = server.requests("/token").get(0).getHeader("Authorization");
        assertThat(basic).startsWith("Basic ");
        assertThat(new String(Base64.getDecoder().decode(basic.substring(6)), StandardCharsets.UTF_8))
                .isEqualTo("palm%3A1:a%3Ab%25c+%C3%BC%2B");
    }

    @Test
    void bearerRequestCarriesTokenAndJson() {
        server.answer("/clients", aResponse().withStatus(201));

        http(LONG)
                .bearer(HttpMethod.PUT, server.at("/clients"), "the-token", Map.of("name", "你好"))
                .block();

        LoggedRequest request = server.requests("/clients").get(0);
        assertThat(request.getMethod().getName()).isEqualTo("PUT");
        assertThat(request.getHeader("Authorization")).isEqualTo("Bearer the-token");
        assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
        assertThat(request.getBodyAsString()).isEqualTo("{\"name\":\"你好\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void requestWithoutABodyIsSentInFull(String method) {
        server.answer("/here", aResponse().withStatus(204));

        http(LONG)
                .bearer(HttpMethod.valueOf(method), server.at("/here"), "t", null)
                .block();

        LoggedRequest request = server.requests("/here").get(0);
        assertThat(request.getMethod().getName()).isEqualTo(method);
        assertThat(request.getBody()).isEmpty();
        assertThat(request.containsHeader("Content-Type")).isFalse();
    }

    @Test
    void errorShowsNeitherSecretNorToken() {
        server.answer("/here", ok("granted-token ".repeat(100)));

        Throwable error = catchThrowable(() -> http(LONG)
                .form(
                        server.at("/here"),
                        new ClientCredentials("palm", "client-secret"),
                        Map.of("token", "asked-token"))
                .block());

        assertThat(IssuerServer.logged(error))
                .contains("IssuerNotReached")
                .doesNotContain("client-secret", "asked-token", "granted-token");
    }

    @Test
    void errorOfATokenThatNoFieldCanHoldDoesNotShowIt() {
        Throwable error = catchThrowable(() -> http(LONG)
                .bearer(HttpMethod.GET, server.at("/here"), "bearer-token\r\nHost: evil", null)
                .block());

        assertThat(IssuerServer.logged(error)).contains("IssuerNotReached").doesNotContain("bearer-token");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void errorOfAnUnreachableIssuerShowsNoSecret() {
        URI closed = server.at("/here");
        server.close();

        Throwable error = catchThrowable(() -> http(LONG)
                .form(closed, new ClientCredentials("palm", "client-secret"), Map.of("token", "asked-token"))
                .block());

        assertThat(IssuerServer.logged(error))
                .contains("IssuerNotReached")
                .doesNotContain("client-secret", "asked-token", "Basic ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "granted-token",
                "{\"access_token\":\"granted-token\"",
                "[\"granted-token\"]",
                "[]",
                "[[\"granted\",1]]",
                "null",
                ""
            })
    void bodyThatIsNoObjectIsRefusedWithoutShowingIt(String body) {
        Throwable error = catchThrowable(new Reply(200, "", body)::json);

        assertThat(error).isInstanceOf(IssuerNotReached.class);
        assertThat(IssuerServer.logged(error)).doesNotContain("granted");
    }

    @Test
    void errorCodeIsReadIfThereIsOne() {
        assertThat(new Reply(400, "", "{\"error\":\"invalid_grant\"}").error()).isEqualTo("invalid_grant");
        assertThat(new Reply(400, "", "{\"error\":7}").error()).isEmpty();
        assertThat(new Reply(502, "", "<html>").error()).isEmpty();
    }

    @Test
    void textFormsShowNeitherBodyNorSecret() {
        assertThat(new Reply(200, "", "granted-token")).hasToString("Reply[status=200]");
        assertThat(new ClientCredentials("palm", "client-secret")).hasToString("ClientCredentials[id=palm]");
    }

    private static IssuerHttp http(Duration timeout) {
        return new IssuerHttp(HttpClient.create(), timeout, MAXIMUM);
    }
}
