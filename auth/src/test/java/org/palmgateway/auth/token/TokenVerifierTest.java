package org.palmgateway.auth.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.auth.MovableClock;
import org.palmgateway.auth.Sha256;
import org.palmgateway.auth.keys.IssuerKeys;
import org.palmgateway.auth.keys.KeyServer;
import org.palmgateway.auth.keys.TestKeys;
import org.palmgateway.auth.token.InvalidToken.Reason;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class TokenVerifierTest {

    private final MovableClock clock = new MovableClock();
    private final Instant now = clock.instant();
    private final KeyServer server = new KeyServer();
    private final Issuer issuer = Issuer.of(server.issuer(), "palm");

    @BeforeEach
    void publishKeys() {
        server.publish(TestKeys.RSA, TestKeys.EC);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void tokenThatLivesLongerThanARevocationIsKeptIsRefused() {
        Instant longest = now.plus(Duration.ofHours(1)).plus(Duration.ofSeconds(30));

        assertRefused(
                issuer,
                good().claim("exp", longest.plusSeconds(1).getEpochSecond()).signedBy(TestKeys.RSA, JWSAlgorithm.RS256),
                Reason.LIFE);
        StepVerifier.create(verify(
                        issuer,
                        good().claim("exp", longest.getEpochSecond()).signedBy(TestKeys.RSA, JWSAlgorithm.RS256)))
                .expectNextCount(1)
                .verifyComplete();
    }

    @Test
    void longTokenIsNotTakenInItsLastHourEither() {
        assertRefused(
                issuer,
                good().claim("iat", now.minus(Duration.ofHours(9)).getEpochSecond())
                        .claim("exp", now.plus(Duration.ofMinutes(30)).getEpochSecond())
                        .signedBy(TestKeys.RSA, JWSAlgorithm.RS256),
                Reason.LIFE);
        assertRefused(issuer, good().without("iat").signedBy(TestKeys.RSA, JWSAlgorithm.RS256), Reason.LIFE);
    }

    @Test
    void keyOfABoundTokenIsKnown() {
        String token = good().claim("cnf", Map.of("jkt", "thumb"))
                .claim("typ", "DPoP")
                .signedBy(TestKeys.RSA, JWSAlgorithm.RS256);

        StepVerifier.create(verify(issuer, token))
                .assertNext(principal -> assertThat(principal.keyThumbprint()).isEqualTo("thumb"))
                .verifyComplete();
    }

    @Test
    void whatIsNoWayOfConfirmationIsIgnored() {
        String token = good().claim("cnf", Map.of("jkt", "thumb", "kc-jkt-type", "DPoP"))
                .signedBy(TestKeys.RSA, JWSAlgorithm.RS256);

        StepVerifier.create(verify(issuer, token))
                .assertNext(principal -> assertThat(principal.keyThumbprint()).isEqualTo("thumb"))
                .verifyComplete();
        assertRefused(
                issuer,
                good().claim("cnf", Map.of("unheard-of", "x")).signedBy(TestKeys.RSA, JWSAlgorithm.RS256),
                Reason.BINDING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x5t#S256", "jwk", "kid", "jku", "jwe"})
    void tokenBoundInAWayThatIsNotCheckedIsRefused(String method) {
        assertRefused(
                issuer,
                good().claim("cnf", Map.of(method, "value")).signedBy(TestKeys.RSA, JWSAlgorithm.RS256),
                Reason.BINDING);
        assertRefused(
                issuer,
                good().claim("cnf", Map.of("jkt", "thumb", method, "value")).signedBy(TestKeys.RSA, JWSAlgorithm.RS256),
                Reason.BINDING);
    }

    @Test
    void assuranceIsTheIssuersWord() {
        Issuer levels = issuer.withAssuranceLevels(new AssuranceLevels(Map.of("face", 3)));

        StepVerifier.create(verify(levels, good().signedBy(TestKeys.RSA, JWSAlgorithm.RS256)))
                .assertNext(principal -> assertThat(principal.level()).isEqualTo(3))
                .verifyComplete();
    }

    @Test
    void clientCredentialsAreNobodysSignIn() {
        Issuer levels = issuer.withAssuranceLevels(new AssuranceLevels(Map.of("face", 3)));

        StepVerifier.create(verify(levels, good().without("sid").signedBy(TestKeys.RSA, JWSAlgorithm.RS256)))
                .assertNext(principal -> assertThat(principal.level()).isZero())
                .verifyComplete();
    }

    @Test
    void goodTokenGivesThePrincipal() {
        String token = good().claim("district", "330106").signedBy(TestKeys.RSA, JWSAlgorithm.RS256);

        StepVerifier.create(verify(issuer, token))
                .expectNext(new Principal(
                        server.issuer().toString(),
                        "li-na",
                        "citizen",
                        "provincial-app",
                        Set.of("applicant"),
                        Set.of("affairs.read", "affairs.write"),
                        "face",
                        0,
                        "session-1",
                        "",
                        Map.of("district", "330106"),
                        now,
                        now.plus(Duration.ofMinutes(5))))
                .verifyComplete();
    }

    @Test
    void pssSignatureIsAccepted() {
        assertAccepted(issuer, good().signedBy(TestKeys.RSA, JWSAlgorithm.PS256));
    }

    @Test
    void ellipticSignatureIsAccepted() {
        assertAccepted(issuer, good().header("kid", "ec").signedBy(TestKeys.EC, JWSAlgorithm.ES256));
    }

    @Test
    void tokenWithoutKidIsVerifiedByTheKeyThatFits() {
        assertAccepted(issuer, good().withoutHeader("kid").signedBy(TestKeys.EC, JWSAlgorithm.ES256));
    }

    @Test
    void publicKeyAsHmacSecretIsRefusedBeforeAnyKeyIsFetched() throws JOSEException {
        byte[] der = TestKeys.RSA.toRSAPublicKey().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END PUBLIC KEY-----\n";

        assertRefused(issuer, good().signedWithSecret(der), Reason.ALGORITHM);
        assertRefused(issuer, good().signedWithSecret(pem.getBytes(StandardCharsets.US_ASCII)), Reason.ALGORITHM);
        assertThat(server.fetches()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nONE"})
    void unsignedTokenIsRefusedHoweverNoneIsSpelled(String none) {
        assertRefused(issuer, good().unsigned(none, ""), Reason.ALGORITHM);
        assertRefused(issuer, good().unsigned(none, "AAAA"), Reason.ALGORITHM);
    }

    @Test
    void emptySignatureIsRefused() {
        assertRefused(issuer, good().unsigned("RS256", ""), Reason.MALFORMED);
    }

    @Test
    void algorithmOutsideTheIssuersListIsRefusedBeforeAnyKeyIsFetched() {
        assertRefused(issuer, good().signedBy(TestKeys.RSA, JWSAlgorithm.RS384), Reason.ALGORITHM);

        assertThat(server.fetches()).isZero();
    }

    @Test
    void algorithmOfAnotherKindThanTheKeyIsRefused() {
        assertRefused(issuer, good().signedBy(TestKeys.EC, JWSAlgorithm.ES256), Reason.UNKNOWN_KEY);
    }

    @Test
    void curveOfAnotherAlgorithmIsRefused() {
        Issuer es384 = issuer.withAlgorithms(Set.of("ES384"));
        String token = good().header("kid", "ec").unsigned("ES384", "A".repeat(128));

        assertRefused(es384, token, Reason.SIGNATURE);
    }

    @Test
    void tamperedPayloadIsRefused() {
        String token = good().signedBy(TestKeys.RSA, JWSAlgorithm.RS256);
        String other = good().claim("sub", "wang-wei").signedBy(TestKeys.RSA, JWSAlgorithm.RS256);
        String mixed = other.substring(0, other.lastIndexOf('.')) + token.substring(token.lastIndexOf('.'));

        assertRefused(issuer, mixed, Reason.SIGNATURE);
    }

    @Test
    void signatureOfSomebodyElseUnderTheIssuersKidIsRefused() {
        assertRefused(issuer, good().signedBy(TestKeys.FORGER, JWSAlgorithm.RS256), Reason.SIGNATURE);
    }

    @Test
    void embeddedKeyIsIgnored() {
        TokenMaker forged = good().header("jwk", TestKeys.FORGER.toPublicJWK().toJSONObject());

        assertRefused(issuer, forged.signedBy(TestKeys.FORGER, JWSAlgorithm.RS256), Reason.SIGNATURE);
        assertRefused(
                issuer, forged.header("kid", "mine").signedBy(TestKeys.FORGER, JWSAlgorithm.RS256), Reason.UNKNOWN_KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jku", "x5u"})
    void addressOfKeysInTheTokenIsNeverAsked(String parameter) {
        TokenMaker forged =
                good().header(parameter, server.at("/evil").toString()).header("kid", "mine");

        assertRefused(issuer, forged.signedBy(TestKeys.FORGER, JWSAlgorithm.RS256), Reason.UNKNOWN_KEY);
        assertThat(server.requests("/evil")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../keys/rsa",
                "/etc/passwd",
                "http://127.0.0.1/keys",
                "rsa' OR '1'='1",
                "rsa\u0000",
                "RSA",
                " rsa",
                "*"
            })
    void kidIsComparedAndNeverFollowed(String kid) {
        assertRefused(issuer, good().header("kid", kid).signedBy(TestKeys.RSA, JWSAlgorithm.RS256), Reason.UNKNOWN_KEY);
        assertThat(server.requests("/etc/passwd")).isZero();
    }

    @Test
    void withoutSkewTheLastSecondIsTheLast() {
        Issuer exact = issuer.withClockSkew(Duration.ZERO);

        assertRefused(
                exact,
                good().claim("exp", now.getEpochSecond()).signedBy(TestKeys.RSA, JWSAlgorithm.RS256),
                Reason.EXPIRED);
        assertRefused(
                exact,
                good().claim("exp", now.minusSeconds(1).getEpochSecond()).signedBy(TestKeys.RSA, JWSAlgorithm.RS256),
                Reason.EXPIRED);
        StepVerifier.create(verify(
                        exact,
                        good().claim("exp", now.plusSeconds(1).getEpochSecond())
                                .signedBy(TestKeys.RSA, JWSAlgorithm.RS256)))
                .expectNextCount(1)
                .verifyComplete();
    }

    @Test
    void criticalExtensionIsRefused() {
        String token =
                good().header("crit", List.of("exp")).header("exp", 1).signedBy(TestKeys.RSA, JWSAlgorithm.RS256);

        assertRefused(issuer, token, Reason.MALFORMED);
    }

    @Test
    void unencodedPayloadIsRefused() {
        assertRefused(issuer, good().header("b64", false).signedBy(TestKeys.RSA, JWSAlgorithm.RS256), Reason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "logout+jwt", "dpop+jwt", "palm-passport+jwt"})
    void typeThatIsNoAccessTokenIsRefused(String type) {
        assertRefused(issuer, good().header("typ", type).signedBy(TestKeys.RSA, JWSAlgorithm.RS256), Reason.TYPE);
    }

    @Test
    void tokenWithoutTypeIsRefused() {
        assertRefused(issuer, good().withoutHeader("typ").signedBy(TestKeys.RSA, JWSAlgorithm.RS256), Reason.TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AT+JWT", "application/at+jwt"})
    void typeIsReadWithoutRegardToCase(String type) {
        assertAccepted(issuer, good().header("typ", type).signedBy(TestKeys.RSA, JWSAlgorithm.RS256));
    }

    @Test
    void plainJwtTypeIsAcceptedIfNamed() {
        Issuer keycloak = issuer.withTypes(Set.of("JWT"));

        assertAccepted(
                keycloak,
                good().header("typ", "JWT").claim("typ", "Bearer").signedBy(TestKeys.RSA, JWSAlgorithm.RS256));
    }

    @ParameterizedTest
    @CsvSource({"typ,ID", "typ,Refresh", "typ,Logout", "at_hash,x", "c_hash,x"})
    void idTokenIsRefusedEvenIfItsTypeIsAllowed(String claim, String value) {
        Issuer keycloak = issuer.withTypes(Set.of("JWT"));
        TokenMaker idToken = good().header("typ", "JWT").claim(claim, value);

        assertRefused(keycloak, idToken.signedBy(TestKeys.RSA, JWSAlgorithm.RS256), Reason.TYPE);
    }

    @Test
    void tokenForSomebodyElseIsRefused() {
        assertRefused(issuer, good().claim("aud", "other").signedBy(TestKeys.RSA, JWSAlgorithm.RS256), Reason.AUDIENCE);
        assertRefused(issuer, good().without("aud").signedBy(TestKeys.RSA, JWSAlgorithm.RS256), Reason.AUDIENCE);
    }

    @Test
    void unknownIssuerIsRefused() {
        String token = good().claim("iss", server.issuer() + "/").signedBy(TestKeys.RSA, JWSAlgorithm.RS256);

        assertRefused(issuer, token, Reason.UNKNOWN_ISSUER);
    }

    @Test
    void tokenIsJudgedByTheRulesOfItsOwnIssuer() {
        Issuer lax = Issuer.of(server.at("/lax"), "palm").withAlgorithms(Set.of("RS512"));
        TokenVerifier both = verifier(List.of(lax, issuer));

        StepVerifier.create(both.verify(good().signedBy(TestKeys.RSA, JWSAlgorithm.RS512)))
                .verifyErrorSatisfies(error -> assertReason(error, Reason.ALGORITHM));
    }

    @Test
    void tokenIsAcceptedUntilItsEndPlusSkew() {
        String token = good().signedBy(TestKeys.RSA, JWSAlgorithm.RS256);

        clock.advance(Duration.ofSeconds(329));
        assertAccepted(issuer, token);

        clock.advance(Duration.ofSeconds(1));
        assertRefused(issuer, token, Reason.EXPIRED);
    }

    @Test
    void tokenOneSecondPastItsSkewIsRefused() {
        String token = good().claim("exp", now.getEpochSecond() - 31).signedBy(TestKeys.RSA, JWSAlgorithm.RS256);

        assertRefused(issuer, token, Reason.EXPIRED);
    }

    @Test
    void tokenIsAcceptedFromItsStartLessSkew() {
        String token = good().claim("nbf", now.getEpochSecond() + 31).signedBy(TestKeys.RSA, JWSAlgorithm.RS256);

        assertRefused(issuer, token, Reason.NOT_YET_VALID);

        clock.advance(Duration.ofSeconds(1));
        assertAccepted(issuer, token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp", "sub", "palm_audience"})
    void missingClaimIsRefused(String claim) {
        assertRefused(issuer, good().without(claim).signedBy(TestKeys.RSA, JWSAlgorithm.RS256), Reason.CLAIMS);
    }

    @ParameterizedTest
    @CsvSource({"exp,soon", "sub,''", "palm_audience,admin"})
    void claimOfTheWrongFormIsRefused(String claim, String value) {
        assertRefused(issuer, good().claim(claim, value).signedBy(TestKeys.RSA, JWSAlgorithm.RS256), Reason.CLAIMS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub", "palm_audience", "roles", "scope", "acr", "sid", "client_id"})
    void claimOfTheWrongTypeIsRefused(String claim) {
        assertRefused(
                issuer, good().claim(claim, List.of(7)).signedBy(TestKeys.RSA, JWSAlgorithm.RS256), Reason.CLAIMS);
    }

    @Test
    void keysThatCannotBeHadAreNotTheCallersFault() {
        server.fail();

        StepVerifier.create(verify(issuer, good().signedBy(TestKeys.RSA, JWSAlgorithm.RS256)))
                .verifyError(IssuerUnavailable.class);
    }

    @Test
    void fixedAudienceWinsOverTheClaim() {
        String token = good().claim("palm_audience", "governor").signedBy(TestKeys.RSA, JWSAlgorithm.RS256);

        StepVerifier.create(verify(issuer.withFixedAudience("official"), token))
                .assertNext(principal -> assertThat(principal.audience()).isEqualTo("official"))
                .verifyComplete();
    }

    @Test
    void rolesAreCollectedFromAllRoleClaims() {
        Issuer keycloak = issuer.withRoleClaims(List.of("realm_access.roles", "urn:x.roles", "absent.roles"));
        String token = good().claim("realm_access", Map.of("roles", List.of("clerk", "auditor")))
                .claim("urn:x.roles", "admin")
                .signedBy(TestKeys.RSA, JWSAlgorithm.RS256);

        StepVerifier.create(verify(keycloak, token))
                .assertNext(principal -> assertThat(principal.roles()).containsOnly("clerk", "auditor", "admin"))
                .verifyComplete();
    }

    @Test
    void scopesMayBeAnArray() {
        String token = good().claim("scope", List.of("a", "b")).signedBy(TestKeys.RSA, JWSAlgorithm.RS256);

        StepVerifier.create(verify(issuer, token))
                .assertNext(principal -> assertThat(principal.scopes()).containsOnly("a", "b"))
                .verifyComplete();
    }

    @Test
    void authorizedPartyIsTheApplicationIfThereIsNoClientId() {
        String token = good().without("client_id").claim("azp", "kiosk").signedBy(TestKeys.RSA, JWSAlgorithm.RS256);

        StepVerifier.create(verify(issuer, token))
                .assertNext(principal -> assertThat(principal.application()).isEqualTo("kiosk"))
                .verifyComplete();
    }

    @Test
    void hashOfTheTokenIsTheSessionIfThereIsNoSid() {
        String token = good().without("sid").signedBy(TestKeys.RSA, JWSAlgorithm.RS256);

        StepVerifier.create(verify(issuer, token))
                .assertNext(principal -> assertThat(principal.session()).isEqualTo(sha256(token)))
                .verifyComplete();
    }

    @Test
    void otherClaimsCannotBeChanged() {
        String token =
                good().claim("address", Map.of("lines", List.of("1"))).signedBy(TestKeys.RSA, JWSAlgorithm.RS256);

        StepVerifier.create(verify(issuer, token))
                .assertNext(principal -> assertThat(principal.claims().get("address"))
                        .isInstanceOfSatisfying(
                                Map.class,
                                address -> assertThatThrownBy(address::clear)
                                        .isInstanceOf(UnsupportedOperationException.class)))
                .verifyComplete();
    }

    @Test
    void claimsWithAMeaningOfTheirOwnAreNotAmongTheOthers() {
        String token = good().claim("district", "330106").signedBy(TestKeys.RSA, JWSAlgorithm.RS256);

        StepVerifier.create(verify(issuer, token))
                .assertNext(principal -> assertThat(principal.claims()).containsOnlyKeys("district"))
                .verifyComplete();
    }

    @Test
    void tokenWithAnyCharacterChangedIsRefused() {
        String token = good().signedBy(TestKeys.RSA, JWSAlgorithm.RS256);
        TokenVerifier verifier = verifier(List.of(issuer));
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.+/= \n\t\"{}\u0000é";
        long seed = System.nanoTime();
        Random random = new Random(seed);

        for (int position = 0; position < token.length(); position++) {
            char changed = alphabet.charAt(random.nextInt(alphabet.length()));
            if (changed != token.charAt(position)) {
                String mutant = token.substring(0, position) + changed + token.substring(position + 1);
                StepVerifier.create(verifier.verify(mutant))
                        .expectErrorSatisfies(error -> assertThat(error)
                                .as("seed %d, position %d", seed, position(mutant, token))
                                .isInstanceOf(InvalidToken.class))
                        .verify(Duration.ofSeconds(10));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", " ", "\n", "!", "A", "."})
    void goodTokenWithAnythingAfterItIsRefused(String suffix) {
        String token = good().signedBy(TestKeys.RSA, JWSAlgorithm.RS256);

        StepVerifier.create(verify(issuer, token + suffix)).verifyError(InvalidToken.class);
        StepVerifier.create(verify(issuer, suffix + token)).verifyError(InvalidToken.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "...", "a.b.c", "e30.e30.e30", "null", "bnVsbA.bnVsbA.bnVsbA", "W10.W10.W10"})
    void nonsenseIsMalformed(String nonsense) {
        assertRefused(issuer, nonsense, Reason.MALFORMED);
    }

    @Test
    void claimsThatAreNoObjectAreMalformed() {
        String head = good().signedBy(TestKeys.RSA, JWSAlgorithm.RS256).split("\\.", 2)[0];

        assertRefused(issuer, head + "." + Base64URL.encode("null") + ".AAAA", Reason.MALFORMED);
        assertRefused(issuer, head + "." + Base64URL.encode("[".repeat(9_000)) + ".AAAA", Reason.MALFORMED);
        assertRefused(issuer, head + "." + Base64URL.encode("{\"iss\":1e999999999}") + ".AAAA", Reason.MALFORMED);
    }

    @Test
    void claimWrittenTwiceIsMalformed() {
        String head = good().signedBy(TestKeys.RSA, JWSAlgorithm.RS256).split("\\.", 2)[0];

        assertRefused(
                issuer, head + "." + Base64URL.encode("{\"iss\":\"a\",\"iss\":\"b\"}") + ".AAAA", Reason.MALFORMED);
    }

    @Test
    void encryptedTokenIsMalformed() {
        String header =
                Base64URL.encode("{\"alg\":\"RSA-OAEP\",\"enc\":\"A128GCM\"}").toString();

        assertRefused(issuer, header + ".AAAA.AAAA.AAAA.AAAA", Reason.MALFORMED);
        assertRefused(issuer, header + ".e30.AAAA", Reason.MALFORMED);
    }

    @Test
    void sameIssuerTwiceIsRefused() {
        List<Issuer> twice = List.of(issuer, issuer.withFixedAudience("citizen"));

        assertThatThrownBy(() -> verifier(twice)).isInstanceOf(IllegalArgumentException.class);
    }

    private TokenMaker good() {
        return new TokenMaker(server.issuer(), now);
    }

    private TokenVerifier verifier(List<Issuer> issuers) {
        return new TokenVerifier(issuers, new IssuerKeys(IssuerKeys.Settings.defaults(), clock), clock);
    }

    private Mono<Principal> verify(Issuer by, String token) {
        return verifier(List.of(by)).verify(token);
    }

    private void assertAccepted(Issuer by, String token) {
        StepVerifier.create(verify(by, token))
                .assertNext(principal -> assertThat(principal.subject()).isEqualTo("li-na"))
                .verifyComplete();
    }

    private void assertRefused(Issuer by, String token, Reason reason) {
        StepVerifier.create(verify(by, token)).verifyErrorSatisfies(error -> assertReason(error, reason));
    }

    private static void assertReason(Throwable error, Reason reason) {
        assertThat(error)
                .isInstanceOfSatisfying(
                        InvalidToken.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    private static String sha256(String token) {
        return Sha256.of(token).base64Url();
    }

    private static int position(String mutant, String token) {
        int position = 0;
        while (mutant.charAt(position) == token.charAt(position)) {
            position++;
        }
        return position;
    }
}
