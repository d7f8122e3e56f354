package org.palmgateway.auth.token;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.auth.MovableClock;
import org.palmgateway.auth.Sha256;
import org.palmgateway.auth.http.ClientCredentials;
import org.palmgateway.auth.http.IssuerHttp;
import org.palmgateway.auth.http.IssuerServer;
import org.palmgateway.auth.revocation.LocalRevocations;
import org.palmgateway.auth.token.InvalidToken.Reason;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.test.StepVerifier;

class IntrospectionTest {

    private static final String PATH = "/introspect";
    private static final Duration TRUST_FOR = Duration.ofSeconds(60);
    private static final String TOKEN = "opaque-1";

    private final MovableClock clock = new MovableClock();
    private final IssuerServer server = new IssuerServer();
    private final Issuer issuer = Issuer.of(server.at("/realm"), "palm");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void activeTokenHasACaller() {
        server.answer(PATH, active(claims -> claims.put("cnf", Map.of("jkt", "thumb"))));

        StepVerifier.create(asking(10).principal(TOKEN))
                .assertNext(principal -> {
                    assertThat(principal.issuer()).isEqualTo(issuer.uri().toString());
                    assertThat(principal.subject()).isEqualTo("li-na");
                    assertThat(principal.audience()).isEqualTo("citizen");
                    assertThat(principal.application()).isEqualTo("provincial-app");
                    assertThat(principal.roles()).containsExactly("applicant");
                    assertThat(principal.scopes()).containsExactlyInAnyOrder("affairs.read", "affairs.write");
                    assertThat(principal.session()).isEqualTo("session-1");
                    assertThat(principal.keyThumbprint()).isEqualTo("thumb");
                    assertThat(principal.claims()).doesNotContainKeys("active", "token_type");
                })
                .verifyComplete();
    }

    @Test
    void tokenWithoutASessionIsASessionOfItsOwn() {
        server.answer(PATH, active(claims -> claims.remove("sid")));

        StepVerifier.create(asking(10).principal(TOKEN))
                .assertNext(principal -> assertThat(principal.session())
                        .isEqualTo(Sha256.of(TOKEN).base64Url()))
                .verifyComplete();
    }

    @Test
    void answerWithoutAnIssuerIsThatOfTheOneAsked() {
        server.answer(PATH, active(claims -> claims.remove("iss")));

        StepVerifier.create(asking(10).principal(TOKEN))
                .assertNext(principal ->
                        assertThat(principal.issuer()).isEqualTo(issuer.uri().toString()))
                .verifyComplete();
    }

    static Stream<Arguments> refused() {
        long now = MovableClock.START.getEpochSecond();
        return Stream.of(
                refused("inactive", Reason.REVOKED, claims -> claims.put("active", false)),
                refused("active in a text only", Reason.REVOKED, claims -> claims.put("active", "true")),
                refused("not said to be active", Reason.REVOKED, claims -> claims.remove("active")),
                refused("another issuer", Reason.UNKNOWN_ISSUER, claims -> claims.put("iss", "https://id.example")),
                refused("issuer that is no text", Reason.UNKNOWN_ISSUER, claims -> claims.put("iss", 7)),
                refused("another audience", Reason.AUDIENCE, claims -> claims.put("aud", "else")),
                refused("no audience", Reason.AUDIENCE, claims -> claims.remove("aud")),
                refused("no palm_audience", Reason.CLAIMS, claims -> claims.remove("palm_audience")),
                refused("unknown palm_audience", Reason.CLAIMS, claims -> claims.put("palm_audience", "robot")),
                refused("no subject", Reason.CLAIMS, claims -> claims.remove("sub")),
                refused("refresh token", Reason.TYPE, claims -> claims.put("typ", "Refresh")),
                refused("bound to a certificate", Reason.BINDING, claims -> claims.put("cnf", Map.of("x5t#S256", "x"))),
                refused("expired", Reason.EXPIRED, claims -> claims.put("exp", now - 30)),
                refused("not valid yet", Reason.NOT_YET_VALID, claims -> claims.put("nbf", now + 31)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void isRefused(String what, Reason reason, Consumer<Map<String, Object>> change) {
        server.answer(PATH, active(change));

        StepVerifier.create(asking(10).principal(TOKEN)).verifyErrorSatisfies(error -> reason(error, reason));
    }

    @Test
    void answerWithoutAnEndIsBelievedForAWhileOnly() {
        server.answer(PATH, active(claims -> claims.remove("exp")));

        StepVerifier.create(asking(10).principal(TOKEN))
                .assertNext(principal -> assertThat(principal.expires())
                        .isEqualTo(clock.instant().plus(TRUST_FOR)))
                .verifyComplete();
    }

    @Test
    void tokenThatEndsLaterIsBelievedForAWhileOnly() {
        server.answer(
                PATH,
                active(claims ->
                        claims.put("exp", clock.instant().plusSeconds(1_800).getEpochSecond())));

        StepVerifier.create(asking(10).principal(TOKEN))
                .assertNext(principal -> assertThat(principal.expires())
                        .isEqualTo(clock.instant().plus(TRUST_FOR)))
                .verifyComplete();
    }

    @Test
    void tokenThatLivesLongerThanARevocationIsKeptIsRefused() {
        server.answer(
                PATH,
                active(claims -> claims.put(
                        "exp", clock.instant().plusSeconds(86_400 * 365).getEpochSecond())));

        StepVerifier.create(asking(10).principal(TOKEN)).verifyErrorSatisfies(error -> reason(error, Reason.LIFE));
    }

    @Test
    void tokenOfWhichNobodySaysWhenItWasIssuedIsRefused() {
        server.answer(PATH, active(claims -> claims.remove("iat")));

        StepVerifier.create(asking(10).principal(TOKEN)).verifyErrorSatisfies(error -> reason(error, Reason.LIFE));
    }

    @Test
    void tokenThatEndsSoonerIsBelievedUntilThen() {
        server.answer(
                PATH,
                active(claims ->
                        claims.put("exp", clock.instant().plusSeconds(7).getEpochSecond())));

        StepVerifier.create(asking(10).principal(TOKEN))
                .assertNext(principal -> assertThat(principal.expires())
                        .isEqualTo(clock.instant().plusSeconds(7)))
                .verifyComplete();
    }

    static Stream<ResponseDefinitionBuilder> noAnswers() {
        return Stream.of(
                aResponse().withStatus(401).withBody("{\"error\":\"invalid_client\",\"active\":true}"),
                aResponse().withStatus(302).withHeader("Location", "/elsewhere"),
                aResponse().withStatus(500).withBody("{\"active\":true}"),
                ok("<html>"),
                ok("null"),
                ok("[]"),
                ok(""),
                ok("x".repeat(100_000)),
                ok("{}").withFixedDelay(1_500));
    }

    @ParameterizedTest
    @MethodSource("noAnswers")
    void issuerThatDoesNotAnswerAsItShouldIsUnavailable(ResponseDefinitionBuilder answer) {
        server.answer(PATH, answer);

        StepVerifier.create(asking(10, Duration.ofMillis(700)).principal(TOKEN)).verifyError(IssuerUnavailable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\r\nb", "a=b", "=", "é", "a\u0000", "a,b", "a&token=b", "<a>"})
    void textThatNoBearerTokenMayHaveIsRefusedUnasked(String text) {
        StepVerifier.create(asking(10).principal(text)).verifyErrorSatisfies(error -> reason(error, Reason.MALFORMED));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void everyCharacterOfABearerTokenIsSentAsItIs() {
        server.answer(PATH, active(claims -> {}));

        asking(10).principal("aZ09-._~+/==").block();

        assertThat(IssuerServer.form(server.requests(PATH).get(0)))
                .isEqualTo(Map.of("token", "aZ09-._~+/==", "token_type_hint", "access_token"));
    }

    @Test
    void credentialsAreEncodedBeforeTheyAreJoined() {
        server.answer(PATH, active(claims -> {}));

        asking(10).principal(TOKEN).block();

        LoggedRequest request = server.requests(PATH).get(0);
        String basic = new String(
                Base64.getDecoder().decode(request.getHeader("Authorization").substring(6)), StandardCharsets.UTF_8);
        assertThat(basic).isEqualTo("palm-gateway:a%3Ab%25c%C3%BC");
        assertThat(request.getUrl()).isEqualTo(PATH);
    }

    @Test
    void questionsBeyondTheBoundFailAtOnce() {
        server.answer(PATH, active(claims -> {}).withFixedDelay(500));
        Introspection introspection = asking(2);
        Disposable first = introspection.principal("t1").subscribe();
        Disposable second = introspection.principal("t2").subscribe();

        StepVerifier.create(introspection.principal("t3"))
                .expectError(IssuerUnavailable.class)
                .verify(Duration.ofMillis(400));
        first.dispose();
        second.dispose();
    }

    @Test
    void refusedQuestionsDoNotCount() {
        server.answer(PATH, active(claims -> {}));
        Introspection introspection = asking(1);
        for (int i = 0; i < 5; i++) {
            StepVerifier.create(introspection.principal("a b")).verifyError(InvalidToken.class);
        }
        Disposable waiting = introspection.principal(TOKEN).subscribe();
        for (int i = 0; i < 5; i++) {
            introspection.principal(TOKEN).subscribe(principal -> {}, error -> {});
        }
        waiting.dispose();

        StepVerifier.create(introspection.principal(TOKEN)).expectNextCount(1).verifyComplete();
    }

    @Test
    void answeredQuestionMakesRoom() {
        server.answer(PATH, active(claims -> {}));
        Introspection introspection = asking(1);

        StepVerifier.create(Flux.range(0, 20).concatMap(i -> introspection.principal(TOKEN), 1))
                .expectNextCount(20)
                .verifyComplete();
    }

    @Test
    void failedQuestionMakesRoom() {
        server.answer(PATH, aResponse().withStatus(500));
        Introspection introspection = asking(1);
        StepVerifier.create(introspection.principal(TOKEN)).verifyError(IssuerUnavailable.class);

        server.answer(PATH, active(claims -> {}));

        StepVerifier.create(introspection.principal(TOKEN)).expectNextCount(1).verifyComplete();
    }

    @Test
    void cancelledQuestionMakesRoom() {
        server.answer(PATH, active(claims -> {}).withFixedDelay(500));
        Introspection introspection = asking(1);

        introspection.principal(TOKEN).subscribe().dispose();

        StepVerifier.create(introspection.principal(TOKEN)).expectNextCount(1).verifyComplete();
    }

    @Test
    void issuerIsAskedOnceForManyRequests() {
        server.answer(PATH, active(claims -> {}).withFixedDelay(100));
        VerifiedTokens tokens = remembering();

        StepVerifier.create(Flux.range(0, 100)
                        .flatMap(i -> tokens.principal(TOKEN).subscribeOn(Schedulers.boundedElastic()), 100)
                        .concatWith(Flux.range(0, 100).concatMap(i -> tokens.principal(TOKEN)))
                        .count())
                .expectNext(200L)
                .verifyComplete();
        assertThat(server.requests(PATH)).hasSize(1);
    }

    @Test
    void issuerIsAskedAgainWhenItsAnswerIsOld() {
        server.answer(PATH, active(claims -> {}));
        VerifiedTokens tokens = remembering();
        tokens.principal(TOKEN).block();

        server.answer(PATH, okJson("{\"active\":false}"));
        clock.advance(TRUST_FOR.minusNanos(1));
        StepVerifier.create(tokens.principal(TOKEN)).expectNextCount(1).verifyComplete();
        clock.advance(Duration.ofNanos(1));

        StepVerifier.create(tokens.principal(TOKEN)).verifyErrorSatisfies(error -> reason(error, Reason.REVOKED));
    }

    private VerifiedTokens remembering() {
        return new VerifiedTokens(
                asking(10)::principal,
                new LocalRevocations(Duration.ofHours(1), 100, clock),
                VerifiedTokens.Settings.defaults(),
                clock);
    }

    private Introspection asking(int maximumUnderWay) {
        return asking(maximumUnderWay, Duration.ofSeconds(20));
    }

    private Introspection asking(int maximumUnderWay, Duration timeout) {
        return new Introspection(
                issuer,
                server.at(PATH),
                new ClientCredentials("palm-gateway", "a:b%cü"),
                TRUST_FOR,
                maximumUnderWay,
                new IssuerHttp(HttpClient.create(), timeout, 64 * 1024),
                clock);
    }

    private ResponseDefinitionBuilder active(Consumer<Map<String, Object>> change) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("active", true);
        claims.put("token_type", "Bearer");
        claims.put("iss", issuer.uri().toString());
        claims.put("sub", "li-na");
        claims.put("aud", List.of("palm", "other"));
        claims.put("palm_audience", "citizen");
        claims.put("client_id", "provincial-app");
        claims.put("scope", "affairs.read affairs.write");
        claims.put("roles", List.of("applicant"));
        claims.put("sid", "session-1");
        claims.put("iat", clock.instant().getEpochSecond());
        claims.put("exp", clock.instant().plusSeconds(300).getEpochSecond());
        change.accept(claims);
        return okJson(JSONObjectUtils.toJSONString(claims));
    }

    private static Arguments refused(String what, Reason reason, Consumer<Map<String, Object>> change) {
        return Arguments.of(what, reason, change);
    }

    private static void reason(Throwable error, Reason reason) {
        assertThat(error)
                .isInstanceOfSatisfying(
                        InvalidToken.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }
}
