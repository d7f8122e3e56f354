package org.palmgateway.auth.logout;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.util.Base64URL;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.auth.MovableClock;
import org.palmgateway.auth.keys.IssuerKeys;
import org.palmgateway.auth.keys.KeyServer;
import org.palmgateway.auth.keys.TestKeys;
import org.palmgateway.auth.replay.LocalSeenOnce;
import org.palmgateway.auth.revocation.Credential;
import org.palmgateway.auth.revocation.LocalRevocations;
import org.palmgateway.auth.revocation.Revocation;
import org.palmgateway.auth.revocation.TooManyRevocations;
import org.palmgateway.auth.token.InvalidToken;
import org.palmgateway.auth.token.InvalidToken.Reason;
import org.palmgateway.auth.token.Issuer;
import org.palmgateway.auth.token.IssuerUnavailable;
import org.palmgateway.auth.token.TokenMaker;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Logout tokens against the keys of an issuer on a real socket, and real memories. */
class LogoutTokensTest {

    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final Duration LONGEST_AGE = Duration.ofMinutes(5);

    private final MovableClock clock = new MovableClock();
    private final KeyServer server = new KeyServer();
    private final KeyServer other = new KeyServer();
    private final LocalRevocations revocations = new LocalRevocations(Duration.ofHours(1), 100, clock);
    private final LogoutTokens logouts = new LogoutTokens(
            List.of(issuer(server), issuer(other)),
            new IssuerKeys(IssuerKeys.Settings.defaults(), clock),
            new LocalSeenOnce(100, clock),
            revocations,
            clock);

    @BeforeEach
    void publish() {
        server.publish(TestKeys.RSA, TestKeys.EC);
        other.publish(TestKeys.RSA);
    }

    @AfterEach
    void stop() {
        server.close();
        other.close();
    }

    @Test
    void goodTokenEndsItsSession() {
        StepVerifier.create(logouts.accept(signed(good()))).verifyComplete();

        assertThat(revocations.covers(credential("session-1", clock.instant()))).isTrue();
        assertThat(revocations.covers(credential("session-2", clock.instant()))).isFalse();
    }

    @Test
    void endedSessionDoesNotComeBackWithATokenOfLater() {
        logouts.accept(signed(good())).block();

        assertThat(revocations.covers(credential("session-1", clock.instant().plusSeconds(60))))
                .isTrue();
    }

    @Test
    void tokenOfASessionLeavesTheOtherSessionsOfItsSubject() {
        logouts.accept(signed(good().claim("sub", "li-na"))).block();

        assertThat(revocations.covers(credential("session-2", clock.instant()))).isFalse();
        assertThat(revocations.size()).isEqualTo(1);
    }

    @Test
    void tokenOfASubjectEndsWhatWasIssuedUntilThen() {
        Instant made = clock.instant();

        logouts.accept(signed(good().without("sid"))).block();

        assertThat(revocations.covers(credential("session-1", made.minusSeconds(600))))
                .isTrue();
        assertThat(revocations.covers(credential("session-2", made))).isTrue();
        assertThat(revocations.covers(credential("session-3", made.plusSeconds(1))))
                .isFalse();
    }

    @Test
    void sessionOfOneIssuerIsNotThatOfAnother() {
        logouts.accept(signed(good())).block();

        Credential elsewhere =
                new Credential(other.issuer().toString(), "session-1", "li-na", "palm-mobile", clock.instant());
        assertThat(revocations.covers(elsewhere)).isFalse();
    }

    @Test
    void signatureByAnyOfTheIssuersKeysIsTaken() {
        String token = good().header("kid", "ec").signedBy(TestKeys.EC, JWSAlgorithm.ES256);

        StepVerifier.create(logouts.accept(token)).verifyComplete();
    }

    @ParameterizedTest
    @ValueSource(strings = {"logout+jwt", "application/logout+jwt", "JWT", "LOGOUT+JWT"})
    void typeOfALogoutTokenIsTaken(String type) {
        StepVerifier.create(logouts.accept(signed(good().header("typ", type)))).verifyComplete();
    }

    @Test
    void tokenWithoutATypeIsTaken() {
        StepVerifier.create(logouts.accept(signed(good().withoutHeader("typ")))).verifyComplete();
    }

    @Test
    void clientThatBeginsAsAllowedIsTaken() {
        StepVerifier.create(logouts.accept(signed(good().claim("aud", "app-weather"))))
                .verifyComplete();
    }

    @Test
    void oneOfSeveralAudiencesSuffices() {
        StepVerifier.create(logouts.accept(signed(good().claim("aud", List.of("else", "palm-mobile")))))
                .verifyComplete();
    }

    @Test
    void tokenWithinClockSkewIsTaken() {
        Instant ahead = clock.instant().plus(SKEW);

        StepVerifier.create(logouts.accept(signed(good().claim("iat", ahead.getEpochSecond()))))
                .verifyComplete();
    }

    @Test
    void tokenOfTheGreatestAgeIsTaken() {
        Instant made = clock.instant().minus(LONGEST_AGE).minus(SKEW);

        StepVerifier.create(logouts.accept(signed(good().without("exp").claim("iat", made.getEpochSecond()))))
                .verifyComplete();
    }

    static Stream<Arguments> refused() {
        long now = MovableClock.START.getEpochSecond();
        return Stream.of(
                refused("issuer nobody knows", Reason.UNKNOWN_ISSUER, t -> t.claim("iss", "https://id.example")),
                refused("no issuer", Reason.UNKNOWN_ISSUER, t -> t.without("iss")),
                refused("audience of another client", Reason.AUDIENCE, t -> t.claim("aud", "palm-mobile-2")),
                refused("audience that only contains the prefix", Reason.AUDIENCE, t -> t.claim("aud", "my-app-1")),
                refused("no audience", Reason.AUDIENCE, t -> t.without("aud")),
                refused("no events", Reason.TYPE, t -> t.without("events")),
                refused("another event", Reason.TYPE, t -> t.claim("events", Map.of(EVENT + "2", Map.of()))),
                refused("event that is no object", Reason.TYPE, t -> t.claim("events", Map.of(EVENT, "yes"))),
                refused("events that are a list", Reason.CLAIMS, t -> t.claim("events", List.of(EVENT))),
                refused("nonce of an ID token", Reason.TYPE, t -> t.claim("nonce", "n-1")),
                refused("no iat", Reason.CLAIMS, t -> t.without("iat")),
                refused("iat that is a text", Reason.CLAIMS, t -> t.claim("iat", "now")),
                refused("made in the future", Reason.NOT_YET_VALID, t -> t.claim("iat", now + 31)),
                refused("too old", Reason.EXPIRED, t -> t.without("exp").claim("iat", now - 331)),
                refused("too old though it has not expired", Reason.EXPIRED, t -> t.claim("iat", now - 331)),
                refused("expired", Reason.EXPIRED, t -> t.claim("iat", now - 60).claim("exp", now - 30)),
                refused(
                        "neither sid nor sub",
                        Reason.CLAIMS,
                        t -> t.without("sid").without("sub")),
                refused(
                        "blank sid and sub",
                        Reason.CLAIMS,
                        t -> t.claim("sid", " ").claim("sub", "")),
                refused("sid too long", Reason.CLAIMS, t -> t.claim("sid", "s".repeat(1_025))),
                refused("no jti", Reason.CLAIMS, t -> t.without("jti")),
                refused("blank jti", Reason.CLAIMS, t -> t.claim("jti", " ")),
                refused("jti too long", Reason.CLAIMS, t -> t.claim("jti", "j".repeat(1_025))),
                refused("access token", Reason.TYPE, t -> t.header("typ", "at+jwt")),
                refused("longer than any", Reason.TOO_LONG, t -> t.claim("padding", "x".repeat(1024 * 1024))),
                refused("key that is not published", Reason.UNKNOWN_KEY, t -> t.header("kid", "other")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void isRefused(String what, Reason reason, UnaryOperator<TokenMaker> change) {
        expectRefusal(signed(change.apply(good())), reason);
    }

    @Test
    void unsignedTokenIsRefused() {
        expectRefusal(good().unsigned("none", ""), Reason.ALGORITHM);
        expectRefusal(good().unsigned("None", "AA"), Reason.ALGORITHM);
    }

    @Test
    void publicKeyIsNoSecret() throws JOSEException {
        byte[] published = TestKeys.RSA.toRSAPublicKey().getEncoded();

        expectRefusal(good().signedWithSecret(published), Reason.ALGORITHM);
    }

    @Test
    void signatureWithAnAlgorithmThatTheIssuerDoesNotUseIsRefused() {
        expectRefusal(good().signedBy(TestKeys.RSA, JWSAlgorithm.RS512), Reason.ALGORITHM);
    }

    @Test
    void signatureByAnotherKeyIsRefused() {
        expectRefusal(good().signedBy(TestKeys.FORGER, JWSAlgorithm.RS256), Reason.SIGNATURE);
    }

    @Test
    void signatureOfAnotherTokenIsRefused() {
        String token = signed(good());
        String signature = token.substring(token.lastIndexOf('.') + 1);

        expectRefusal(good().claim("sid", "session-2").unsigned("RS256", signature), Reason.SIGNATURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "{}", "eyJhbGciOiJSUzI1NiJ9.e30.", "\u0000", "logout_token=1"})
    void garbageIsRefused(String text) {
        expectRefusal(text, Reason.MALFORMED);
    }

    @Test
    void wholeMebibyteOfTextIsRefusedUnread() {
        expectRefusal(Base64URL.encode("x".repeat(1024 * 1024)).toString(), Reason.TOO_LONG);
    }

    @Test
    void refusedTextDoesNotHaveKeysFetched() {
        expectRefusal(signed(good().claim("iss", "https://id.example")), Reason.UNKNOWN_ISSUER);
        expectRefusal(good().unsigned("none", ""), Reason.ALGORITHM);

        assertThat(server.fetches()).isZero();
    }

    @Test
    void repeatIsRefused() {
        String token = signed(good());
        logouts.accept(token).block();

        StepVerifier.create(logouts.accept(token)).verifyErrorSatisfies(error -> reason(error, Reason.REPLAYED));
    }

    @Test
    void idIsTakenOnceWhateverElseTheTokenSays() {
        logouts.accept(signed(good())).block();

        StepVerifier.create(logouts.accept(signed(good().claim("sid", "session-2"))))
                .verifyErrorSatisfies(error -> reason(error, Reason.REPLAYED));
        assertThat(revocations.covers(credential("session-2", clock.instant()))).isFalse();
    }

    @Test
    void logoutThatCouldNotBeKeptMayBeSentAgain() {
        LocalRevocations one = new LocalRevocations(Duration.ofMinutes(1), 1, clock);
        one.revoke(new Revocation.OfSession("https://id.example", "other")).block();
        LogoutTokens full = new LogoutTokens(
                List.of(issuer(server)),
                new IssuerKeys(IssuerKeys.Settings.defaults(), clock),
                new LocalSeenOnce(100, clock),
                one,
                clock);
        String token = signed(good());

        StepVerifier.create(full.accept(token)).verifyError(TooManyRevocations.class);
        clock.advance(Duration.ofMinutes(1));
        StepVerifier.create(full.accept(token)).verifyComplete();

        StepVerifier.create(full.accept(token)).verifyErrorSatisfies(error -> reason(error, Reason.REPLAYED));
    }

    @Test
    void repeatIsRefusedAsLongAsTheTokenWouldBeTaken() {
        String token = signed(
                good().without("exp").claim("iat", clock.instant().plus(SKEW).getEpochSecond()));
        logouts.accept(token).block();

        clock.advance(LONGEST_AGE.plus(SKEW.multipliedBy(2)));

        StepVerifier.create(logouts.accept(token)).verifyErrorSatisfies(error -> reason(error, Reason.REPLAYED));
    }

    @Test
    void sameIdFromAnotherIssuerIsNoRepeat() {
        logouts.accept(signed(good())).block();

        StepVerifier.create(
                        logouts.accept(signed(good().claim("iss", other.issuer().toString()))))
                .verifyComplete();
    }

    @Test
    void refusedTokenDoesNotUseUpItsId() {
        StepVerifier.create(logouts.accept(signed(good().claim("aud", "else")))).verifyError(InvalidToken.class);

        StepVerifier.create(logouts.accept(signed(good()))).verifyComplete();
    }

    @Test
    void ofManyAtOnceOneIsTaken() {
        String token = signed(good());

        StepVerifier.create(Flux.range(0, 50)
                        .flatMap(
                                i -> logouts.accept(token)
                                        .thenReturn(true)
                                        .onErrorReturn(InvalidToken.class, false)
                                        .subscribeOn(Schedulers.boundedElastic()),
                                50)
                        .filter(taken -> taken)
                        .count())
                .expectNext(1L)
                .verifyComplete();
    }

    @Test
    void issuerWhoseKeysCannotBeFetchedIsUnavailable() {
        server.fail();

        StepVerifier.create(logouts.accept(signed(good()))).verifyError(IssuerUnavailable.class);
        assertThat(revocations.size()).isZero();
    }

    private void expectRefusal(String token, Reason reason) {
        StepVerifier.create(logouts.accept(token)).verifyErrorSatisfies(error -> reason(error, reason));
        assertThat(revocations.size()).as("revocations").isZero();
    }

    private static void reason(Throwable error, Reason reason) {
        assertThat(error)
                .isInstanceOfSatisfying(
                        InvalidToken.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    private static Arguments refused(String what, Reason reason, UnaryOperator<TokenMaker> change) {
        return Arguments.of(what, reason, change);
    }

    private TokenMaker good() {
        return new TokenMaker(server.issuer(), clock.instant())
                .header("typ", "logout+jwt")
                .claim("aud", "palm-mobile")
                .claim("jti", "logout-1")
                .claim("events", Map.of(EVENT, Map.of()));
    }

    private static String signed(TokenMaker token) {
        return token.signedBy(TestKeys.RSA, JWSAlgorithm.RS256);
    }

    private Credential credential(String session, Instant issued) {
        return new Credential(server.issuer().toString(), session, "li-na", "palm-mobile", issued);
    }

    private static LogoutIssuer issuer(KeyServer server) {
        return new LogoutIssuer(Issuer.of(server.issuer(), "palm"), List.of("palm-mobile", "app-*"));
    }
}
