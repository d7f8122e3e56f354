package org.palmgateway.auth.exchange;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.auth.MovableClock;
import org.palmgateway.auth.exchange.ExchangeEndpoint.Exchanged;
import org.palmgateway.auth.http.ClientCredentials;
import org.palmgateway.auth.http.IssuerHttp;
import org.palmgateway.auth.http.IssuerServer;
import org.palmgateway.auth.token.IssuerUnavailable;
import org.palmgateway.auth.token.Principal;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.test.StepVerifier;

class ExchangedTokensTest {

    private static final String PATH = "/token";
    private static final String ISSUER = "https://id.example";
    private static final Duration RENEW_BEFORE = Duration.ofSeconds(30);
    private static final Principal LI_NA = principal("session-1", "li-na", Set.of("applicant"), Set.of("affairs.read"));

    private final MovableClock clock = new MovableClock();
    private final IssuerServer server = new IssuerServer();
    private final ExchangedTokens tokens = tokens(Duration.ofSeconds(20));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void exchangeAsksForATokenOfTheDepartmentInTheNameOfTheCaller() {
        server.answer(PATH, granted("t", 300));

        tokens.token(LI_NA, "subject-token", "tax").block();

        LoggedRequest request = server.requests(PATH).get(0);
        assertThat(request.getMethod().getName()).isEqualTo("POST");
        assertThat(IssuerServer.form(request))
                .isEqualTo(Map.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:token-exchange",
                        "subject_token",
                        "subject-token",
                        "subject_token_type",
                        "urn:ietf:params:oauth:token-type:access_token",
                        "requested_token_type",
                        "urn:ietf:params:oauth:token-type:access_token",
                        "audience",
                        "tax"));
        assertThat(new String(
                        Base64.getDecoder()
                                .decode(request.getHeader("Authorization").substring(6)),
                        StandardCharsets.UTF_8))
                .isEqualTo("palm-gateway:secret");
    }

    @Test
    void hundredRequestsAtOnceCauseOneExchange() {
        server.answer(PATH, granted("t", 300).withFixedDelay(200));

        StepVerifier.create(Flux.range(0, 100)
                        .flatMap(
                                i -> tokens.token(LI_NA, "subject-token", "tax")
                                        .subscribeOn(Schedulers.boundedElastic()),
                                100)
                        .collectList())
                .assertNext(all -> assertThat(all).hasSize(100).containsOnly("t"))
                .verifyComplete();
        assertThat(server.requests(PATH)).hasSize(1);
    }

    static Stream<Arguments> others() {
        return Stream.of(
                Arguments.of("session", principal("session-2", "li-na", LI_NA.roles(), LI_NA.scopes()), "tax"),
                Arguments.of("subject", principal("session-1", "wang-wei", LI_NA.roles(), LI_NA.scopes()), "tax"),
                Arguments.of("roles", principal("session-1", "li-na", Set.of(), LI_NA.scopes()), "tax"),
                Arguments.of("scopes", principal("session-1", "li-na", LI_NA.roles(), Set.of()), "tax"),
                Arguments.of("application", principal("another-app", "face", ""), "tax"),
                Arguments.of("assurance", principal("provincial-app", "password", ""), "tax"),
                Arguments.of("key", principal("provincial-app", "face", "thumbprint"), "tax"),
                Arguments.of("department", LI_NA, "housing"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    void whoDiffersGetsATokenOfTheirOwn(String what, Principal other, String department) {
        server.answer(PATH, granted("first", 300));
        tokens.token(LI_NA, "subject-token", "tax").block();

        server.answer(PATH, granted("second", 300));

        StepVerifier.create(tokens.token(other, "other-token", department))
                .expectNext("second")
                .verifyComplete();
        StepVerifier.create(tokens.token(LI_NA, "subject-token", "tax"))
                .expectNext("first")
                .verifyComplete();
    }

    @Test
    void newTokenOfTheSameSessionNeedsNoExchange() {
        server.answer(PATH, granted("t", 300));

        tokens.token(LI_NA, "subject-token", "tax").block();
        tokens.token(LI_NA, "renewed-token", "tax").block();

        assertThat(server.requests(PATH)).hasSize(1);
    }

    @Test
    void tokenIsRenewedShortlyBeforeItsEnd() {
        server.answer(PATH, granted("first", 300));
        tokens.token(LI_NA, "subject-token", "tax").block();
        server.answer(PATH, granted("second", 300));

        clock.advance(Duration.ofMinutes(5).minus(RENEW_BEFORE).minusNanos(1));
        StepVerifier.create(tokens.token(LI_NA, "subject-token", "tax"))
                .expectNext("first")
                .verifyComplete();
        clock.advance(Duration.ofNanos(1));

        StepVerifier.create(tokens.token(LI_NA, "subject-token", "tax"))
                .expectNext("second")
                .verifyComplete();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ",\"expires_in\":0", ",\"expires_in\":-5", ",\"expires_in\":29", ",\"expires_in\":\"x\""})
    void tokenThatDoesNotLastIsHandedOutOnce(String life) {
        server.answer(PATH, okJson("{\"access_token\":\"t\"" + life + "}"));

        tokens.token(LI_NA, "subject-token", "tax").block();
        tokens.token(LI_NA, "subject-token", "tax").block();

        assertThat(server.requests(PATH)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807", "1e300", "99999999999999"})
    void lifeThatNoClockHoldsIsNoError(String life) {
        server.answer(PATH, okJson("{\"access_token\":\"t\",\"expires_in\":" + life + "}"));

        StepVerifier.create(tokens.token(LI_NA, "subject-token", "tax"))
                .expectNext("t")
                .verifyComplete();
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid_target", "access_denied", "invalid_scope", "invalid_client"})
    void refusalOfTheDepartmentIsNotCuredByASignIn(String code) {
        server.answer(PATH, refused(400, code));

        StepVerifier.create(tokens.token(LI_NA, "subject-token", "tax")).verifyErrorSatisfies(error -> {
            assertThat(error).hasMessageContaining(code);
            signInEnded(error, false);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid_token", "invalid_grant"})
    void refusalOfTheCallersTokenAsksForASignIn(String code) {
        server.answer(PATH, refused(400, code));

        StepVerifier.create(tokens.token(LI_NA, "subject-token", "tax"))
                .verifyErrorSatisfies(error -> signInEnded(error, true));
    }

    @Test
    void refusalIsRememberedForFiveSeconds() {
        server.answer(PATH, refused(400, "invalid_target"));
        StepVerifier.create(tokens.token(LI_NA, "subject-token", "tax")).verifyError(ExchangeRefused.class);
        server.answer(PATH, granted("t", 300));

        clock.advance(Duration.ofSeconds(5).minusNanos(1));
        StepVerifier.create(tokens.token(LI_NA, "subject-token", "tax")).verifyError(ExchangeRefused.class);
        clock.advance(Duration.ofNanos(1));

        StepVerifier.create(tokens.token(LI_NA, "subject-token", "tax"))
                .expectNext("t")
                .verifyComplete();
    }

    static Stream<ResponseDefinitionBuilder> noAnswers() {
        return Stream.of(
                refused(401, "invalid_client"),
                refused(401, "unauthorized_client"),
                refused(404, "not_found"),
                refused(429, "slow_down"),
                aResponse().withStatus(302).withHeader("Location", "http://127.0.0.1:1/"),
                aResponse().withStatus(401),
                aResponse().withStatus(500),
                aResponse().withStatus(503).withBody("<html>"),
                ok("<html>"),
                ok("null"),
                okJson("{\"expires_in\":300}"),
                okJson("{\"access_token\":\" \",\"expires_in\":300}"),
                okJson("{\"access_token\":7,\"expires_in\":300}"));
    }

    @ParameterizedTest
    @MethodSource("noAnswers")
    void whatIsNotTheCallersFaultIsNotRemembered(ResponseDefinitionBuilder answer) {
        server.answer(PATH, answer);
        StepVerifier.create(tokens.token(LI_NA, "subject-token", "tax")).verifyError(IssuerUnavailable.class);

        server.answer(PATH, granted("t", 300));

        StepVerifier.create(tokens.token(LI_NA, "subject-token", "tax"))
                .expectNext("t")
                .verifyComplete();
    }

    @Test
    void timeoutOfTheClientIsTheDeadline() {
        server.answer(PATH, granted("t", 300).withFixedDelay(2_000));

        StepVerifier.create(tokens(Duration.ofMillis(200)).token(LI_NA, "subject-token", "tax"))
                .expectError(IssuerUnavailable.class)
                .verify(Duration.ofMillis(1_500));
    }

    @Test
    void afterFiveFailuresNoMoreIsAsked() {
        server.answer(PATH, aResponse().withStatus(500));

        fail(10);

        assertThat(server.requests(PATH)).hasSize(5);
    }

    @Test
    void openBreakerHoldsForFiveSeconds() {
        server.answer(PATH, aResponse().withStatus(500));
        fail(5);
        server.answer(PATH, granted("t", 300));

        clock.advance(Duration.ofSeconds(5).minusMillis(1));

        StepVerifier.create(tokens.token(LI_NA, "subject-token", "tax")).verifyError(IssuerUnavailable.class);
        assertThat(server.requests(PATH)).hasSize(5);
    }

    @Test
    void breakerClosesWhenTheIssuerIsBack() {
        server.answer(PATH, aResponse().withStatus(500));
        fail(5);
        server.answer(PATH, granted("t", 300));

        clock.advance(Duration.ofSeconds(5).plusMillis(1));

        StepVerifier.create(Flux.range(0, 20).concatMap(i -> tokens.token(LI_NA, "subject-token", "department-" + i)))
                .expectNextCount(20)
                .verifyComplete();
    }

    @Test
    void breakerOpensAgainWhenTheIssuerIsStillDown() {
        server.answer(PATH, aResponse().withStatus(500));
        fail(5);

        clock.advance(Duration.ofSeconds(5).plusMillis(1));
        fail(10);

        assertThat(server.requests(PATH)).hasSize(7);
    }

    @Test
    void refusalsDoNotOpenTheBreaker() {
        server.answer(PATH, refused(400, "invalid_target"));
        for (int i = 0; i < 20; i++) {
            StepVerifier.create(tokens.token(LI_NA, "subject-token", "department-" + i))
                    .verifyError(ExchangeRefused.class);
        }

        assertThat(server.requests(PATH)).hasSize(20);
    }

    @Test
    void waiterThatGivesUpLeavesTheOthersTheirToken() {
        server.answer(PATH, granted("t", 300).withFixedDelay(300));
        Disposable first = tokens.token(LI_NA, "subject-token", "tax").subscribe();

        StepVerifier.create(tokens.token(LI_NA, "subject-token", "tax"))
                .then(first::dispose)
                .expectNext("t")
                .verifyComplete();
        assertThat(server.requests(PATH)).hasSize(1);
    }

    @Test
    void exchangeThatNobodyWaitsForAnyLongerIsOfUseToTheNext() {
        server.answer(PATH, granted("t", 300).withFixedDelay(300));

        tokens.token(LI_NA, "subject-token", "tax").subscribe().dispose();

        StepVerifier.create(tokens.token(LI_NA, "subject-token", "tax"))
                .expectNext("t")
                .verifyComplete();
        assertThat(server.requests(PATH)).hasSize(1);
    }

    @Test
    void nothingIsAskedBeforeSomebodyWaits() {
        tokens.token(LI_NA, "subject-token", "tax");

        assertThat(server.requests()).isEmpty();
    }

    @Test
    void forgottenSessionIsExchangedAnewAndOthersAreKept() {
        Principal other = principal("session-2", "li-na", LI_NA.roles(), LI_NA.scopes());
        server.answer(PATH, granted("first", 300));
        tokens.token(LI_NA, "subject-token", "tax").block();
        tokens.token(other, "other-token", "tax").block();
        server.answer(PATH, granted("second", 300));

        tokens.forget(credential -> credential.session().equals("session-1"));

        StepVerifier.create(tokens.token(LI_NA, "subject-token", "tax"))
                .expectNext("second")
                .verifyComplete();
        StepVerifier.create(tokens.token(other, "other-token", "tax"))
                .expectNext("first")
                .verifyComplete();
    }

    @Test
    void callerOfAnIssuerWithoutExchangeGetsNone() {
        Principal other = new Principal(
                "https://elsewhere.example",
                "li-na",
                "citizen",
                "provincial-app",
                Set.of(),
                Set.of(),
                "",
                0,
                "session-1",
                "",
                Map.of(),
                MovableClock.START,
                MovableClock.START.plusSeconds(300));

        StepVerifier.create(tokens.token(other, "subject-token", "tax")).verifyError(IssuerUnavailable.class);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void textFormShowsNoToken() {
        assertThat(new Exchanged("granted-token", clock.instant()).toString()).doesNotContain("granted-token");
    }

    @Test
    void errorShowsNoToken() {
        server.answer(PATH, ok("{\"access_token\":\"granted-token\""));

        StepVerifier.create(tokens.token(LI_NA, "subject-token", "tax"))
                .verifyErrorSatisfies(error -> assertThat(IssuerServer.logged(error))
                        .contains("IssuerUnavailable")
                        .doesNotContain("granted-token", "subject-token", "secret"));
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            StepVerifier.create(tokens.token(LI_NA, "subject-token", "tax")).verifyError(IssuerUnavailable.class);
        }
    }

    private ExchangedTokens tokens(Duration timeout) {
        ExchangeEndpoint endpoint = new ExchangeEndpoint(
                server.at(PATH),
                new ClientCredentials("palm-gateway", "secret"),
                new IssuerHttp(HttpClient.create(), timeout, 64 * 1024),
                clock);
        return new ExchangedTokens(Map.of(ISSUER, endpoint), 1_000, RENEW_BEFORE, clock);
    }

    private static ResponseDefinitionBuilder granted(String token, int life) {
        return okJson("{\"access_token\":\"" + token + "\",\"expires_in\":" + life + ",\"token_type\":\"Bearer\"}");
    }

    private static ResponseDefinitionBuilder refused(int status, String code) {
        return okJson("{\"error\":\"" + code + "\"}").withStatus(status);
    }

    private static void signInEnded(Throwable error, boolean expected) {
        assertThat(error)
                .isInstanceOfSatisfying(
                        ExchangeRefused.class,
                        refusal -> assertThat(refusal.signInEnded()).isEqualTo(expected));
    }

    private static Principal principal(String session, String subject, Set<String> roles, Set<String> scopes) {
        return principal(session, subject, "provincial-app", roles, scopes, "face", "");
    }

    private static Principal principal(String application, String assurance, String keyThumbprint) {
        return principal("session-1", "li-na", application, LI_NA.roles(), LI_NA.scopes(), assurance, keyThumbprint);
    }

    private static Principal principal(
            String session,
            String subject,
            String application,
            Set<String> roles,
            Set<String> scopes,
            String assurance,
            String keyThumbprint) {
        return new Principal(
                ISSUER,
                subject,
                "citizen",
                application,
                roles,
                scopes,
                assurance,
                0,
                session,
                keyThumbprint,
                Map.of(),
                MovableClock.START,
                MovableClock.START.plusSeconds(300));
    }
}
