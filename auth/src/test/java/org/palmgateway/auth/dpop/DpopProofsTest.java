package org.palmgateway.auth.dpop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.auth.MovableClock;
import org.palmgateway.auth.dpop.DpopProofs.Settings;
import org.palmgateway.auth.dpop.InvalidProof.Reason;
import org.palmgateway.auth.keys.TestKeys;
import org.palmgateway.auth.replay.LocalSeenOnce;
import org.palmgateway.auth.replay.NotRecorded;
import org.palmgateway.auth.replay.SeenOnce;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class DpopProofsTest {

    private static final String TOKEN = "eyJ.access.token";
    private static final ECKey KEY = TestKeys.EC;
    private static final ECKey OTHER = TestKeys.ec("other");

    private final MovableClock clock = new MovableClock();
    private final Instant now = clock.instant();
    private final AtomicInteger recorded = new AtomicInteger();
    private final SeenOnce memory = new LocalSeenOnce(1_000, clock);
    private final SeenOnce seen = (id, keptFor) -> {
        recorded.incrementAndGet();
        return memory.isFirst(id, keptFor);
    };
    private final DpopProofs proofs = new DpopProofs(Settings.defaults(), seen, clock);
    private final Presented presented = presented(KEY);

    @Test
    void goodProofHolds() {
        assertHolds(proof(good()));
    }

    @Test
    void exampleOfRfc9449Holds() {
        // RFC 9449 §7.1, figures 12 and 13; the thumbprint is that of §6.1.
        String proof =
                "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUk"
                        + "RZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIs"
                        + "ImNydiI6IlAtMjU2In19.eyJqdGkiOiJlMWozVl9iS2ljOC1MQUVCIiwiaHRtIjoiR0VUIiwiaHR1IjoiaHR0cHM6Ly9yZXNvdXJjZ"
                        + "S5leGFtcGxlLm9yZy9wcm90ZWN0ZWRyZXNvdXJjZSIsImlhdCI6MTU2MjI2MjYxOCwiYXRoIjoiZlVIeU8ycjJaM0RaNTNFc05yV0J"
                        + "iMHhXWG9hTnk1OUlpS0NBcWtzbVFFbyJ9.2oW9RP35yRqzhrtNP86L-Ey71EOptxRimPPToA1plemAgR6pxHF8y6-yqyVnmcw6Fy1d"
                        + "qd-jfxSYoMxhAJpLjA";
        clock.advance(Duration.between(now, Instant.ofEpochSecond(1562262618)));

        StepVerifier.create(proofs.check(
                        proof,
                        new Presented(
                                "GET",
                                URI.create("https://resource.example.org/protectedresource"),
                                "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU",
                                "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I")))
                .verifyComplete();
    }

    @ParameterizedTest
    @CsvSource({"ES256,P-256", "ES384,P-384", "ES512,P-521"})
    void ellipticAlgorithmsAreAccepted(String algorithm, String curve) throws JOSEException {
        ECKey key = new ECKeyGenerator(Curve.parse(curve)).generate();
        String proof = good().signedBy(key, JWSAlgorithm.parse(algorithm));

        StepVerifier.create(proofs.check(proof, presented(key))).verifyComplete();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"})
    void rsaAlgorithmsAreAccepted(String algorithm) {
        String proof = good().signedBy(TestKeys.RSA, JWSAlgorithm.parse(algorithm));

        StepVerifier.create(proofs.check(proof, presented(TestKeys.RSA))).verifyComplete();
    }

    @Test
    void everyAcceptedAlgorithmIsNamed() {
        assertThat(DpopProofs.algorithms())
                .containsExactly("ES256", "ES384", "ES512", "PS256", "PS384", "PS512", "RS256", "RS384", "RS512");
    }

    @Test
    void proofAsLongAsAllowedIsLookedAtAndNoLonger() {
        String proof = proof(good());

        StepVerifier.create(checking(proof.length()).check(proof, presented)).verifyComplete();
        StepVerifier.create(checking(proof.length() - 1).check(proof, presented))
                .verifyErrorSatisfies(error -> assertReason(error, Reason.TOO_LONG));
        assertRefused("A".repeat(8 * 1024 + 1), Reason.TOO_LONG);
        assertRefused("A".repeat(8 * 1024), Reason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "e30.e30.e30", "null", "bnVsbA.bnVsbA.bnVsbA", "W10.W10.W10"})
    void nonsenseIsMalformed(String nonsense) {
        assertRefused(nonsense, Reason.MALFORMED);
    }

    @Test
    void twoProofsAreMalformed() {
        String proof = proof(good());

        assertRefused(proof + ", " + proof, Reason.MALFORMED);
        assertRefused(proof + "," + proof, Reason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "==", " ", "\n", "!", ".", ".AAAA"})
    void secondSpellingOfAProofIsMalformed(String suffix) {
        String proof = proof(good());

        assertRefused(proof + suffix, Reason.MALFORMED);
        assertRefused(suffix + proof, Reason.MALFORMED);
    }

    @Test
    void typeMustBeThatOfAProof() {
        assertRefused(proof(good().header("typ", "JWT")), Reason.TYPE);
        assertRefused(proof(good().header("typ", "at+jwt")), Reason.TYPE);
        assertRefused(proof(good().without("typ")), Reason.TYPE);
        assertHolds(proof(good().header("typ", "DPoP+JWT")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE"})
    void unsignedProofIsRefused(String none) {
        ProofMaker unsigned = good().header("jwk", KEY.toPublicJWK().toJSONObject());

        assertRefused(unsigned.unsigned(none, "AAAA"), Reason.ALGORITHM);
        assertRefused(unsigned.unsigned(none, ""), Reason.ALGORITHM);
        assertRefused(unsigned.unsigned("ES256", ""), Reason.MALFORMED);
    }

    @Test
    void secretInsteadOfAKeyPairIsRefused() {
        byte[] secret = KEY.toPublicJWK().toJSONString().getBytes(StandardCharsets.US_ASCII);
        ProofMaker proof = good().header("jwk", KEY.toPublicJWK().toJSONObject());

        assertRefused(proof.signedWithSecret(secret), Reason.ALGORITHM);
    }

    @Test
    void algorithmOutsideTheListIsRefused() {
        ProofMaker proof = good().header("jwk", KEY.toPublicJWK().toJSONObject());

        assertRefused(proof.unsigned("ES256K", "AAAA"), Reason.ALGORITHM);
        assertRefused(proof.unsigned("EdDSA", "AAAA"), Reason.ALGORITHM);
        assertRefused(proof.unsigned("es256", "AAAA"), Reason.ALGORITHM);
    }

    @Test
    void proofWithoutKeyIsRefused() {
        assertRefused(good().signedWithoutJwkBy(KEY, JWSAlgorithm.ES256), Reason.KEY);
        assertRefused(good().header("kid", "ec").signedWithoutJwkBy(KEY, JWSAlgorithm.ES256), Reason.KEY);
    }

    @Test
    void privateOrSecretKeyIsRefused() {
        Map<String, Object> secret =
                new OctetSequenceKey.Builder(new byte[32]).build().toJSONObject();

        assertRefused(proof(good().header("jwk", KEY.toJSONObject())), Reason.MALFORMED);
        assertRefused(proof(good().header("jwk", secret)), Reason.MALFORMED);
    }

    @Test
    void shortRsaKeyIsRefused() throws JOSEException {
        JWK key = new RSAKeyGenerator(1024, true).generate();
        String proof = good().header("jwk", key.toPublicJWK().toJSONObject()).unsigned("RS256", "AAAA");

        StepVerifier.create(proofs.check(proof, presented(key)))
                .verifyErrorSatisfies(error -> assertReason(error, Reason.KEY));
    }

    @Test
    void keyThatDoesNotFitTheAlgorithmIsRefused() {
        ProofMaker proof = good().header("jwk", KEY.toPublicJWK().toJSONObject());

        assertRefused(proof.unsigned("ES384", "A".repeat(128)), Reason.KEY);
        assertRefused(proof.unsigned("RS256", "AAAA"), Reason.KEY);
    }

    @Test
    void criticalExtensionIsRefused() {
        assertRefused(proof(good().header("crit", List.of("x")).header("x", 1)), Reason.MALFORMED);
        assertRefused(proof(good().header("b64", false)), Reason.MALFORMED);
    }

    @Test
    void proofOfAnotherKeyThanTheTokensIsRefused() {
        assertRefused(good().signedBy(OTHER, JWSAlgorithm.ES256), Reason.OTHER_KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jku", "x5u"})
    void addressOfKeysIsNotTrusted(String parameter) {
        ProofMaker proof = good().header(parameter, "https://evil.example/keys");

        assertRefused(proof.signedWithoutJwkBy(OTHER, JWSAlgorithm.ES256), Reason.KEY);
        proof.header("jwk", KEY.toPublicJWK().toJSONObject());
        assertRefused(proof.signedWithoutJwkBy(OTHER, JWSAlgorithm.ES256), Reason.SIGNATURE);
    }

    @Test
    void signatureOfAnotherKeyIsRefused() {
        ProofMaker proof = good().header("jwk", KEY.toPublicJWK().toJSONObject());

        assertRefused(proof.signedBy(OTHER, JWSAlgorithm.ES256), Reason.SIGNATURE);
        assertRefused(proof.unsigned("ES256", "A".repeat(86)), Reason.SIGNATURE);
    }

    @Test
    void signatureOverOtherClaimsIsRefused() {
        String[] one = proof(good()).split("\\.", 3);
        String[] other = proof(good().claim("jti", "jti-2")).split("\\.", 3);

        assertRefused(one[0] + '.' + other[1] + '.' + one[2], Reason.SIGNATURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "get", "GET ", "HEAD"})
    void proofForAnotherMethodIsRefused(String method) {
        assertRefused(proof(good().claim("htm", method)), Reason.METHOD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://palm.example/affairs/",
                "https://palm.example/Affairs",
                "https://palm.example:8443/affairs",
                "http://palm.example/affairs",
                "https://other.example/affairs",
                "/affairs",
                "not a URI"
            })
    void proofForAnotherTargetIsRefused(String target) {
        assertRefused(proof(good().claim("htu", target)), Reason.TARGET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://palm.example/affairs?page=2#top",
                "HTTPS://PALM.example:443/%61ffairs",
                "https://palm.example/x/../affairs"
            })
    void otherSpellingOfTheTargetHolds(String target) {
        assertHolds(proof(good().claim("htu", target)));
    }

    @Test
    void queryAndFragmentOfTheRequestAreIgnored() {
        Presented withQuery =
                new Presented("GET", URI.create("https://palm.example/affairs?page=2#top"), TOKEN, thumbprint(KEY));

        StepVerifier.create(proofs.check(proof(good()), withQuery)).verifyComplete();
    }

    @Test
    void noProofFitsARequestWithoutATarget() {
        Presented relative = new Presented("GET", URI.create("/affairs"), TOKEN, thumbprint(KEY));

        StepVerifier.create(proofs.check(proof(good().claim("htu", "/affairs")), relative))
                .verifyErrorSatisfies(error -> assertReason(error, Reason.TARGET));
    }

    @Test
    void proofForAnotherTokenIsRefused() {
        assertRefused(proof(new ProofMaker(now, TOKEN + "x")), Reason.OTHER_TOKEN);
        assertRefused(proof(good().claim("ath", TOKEN)), Reason.OTHER_TOKEN);
    }

    @Test
    void proofHoldsUntilItsLifeHasPassed() {
        clock.advance(Duration.ofSeconds(60).minusNanos(1));
        assertHolds(proof(good()));

        clock.advance(Duration.ofNanos(1));
        assertRefused(proof(good().claim("jti", "jti-2")), Reason.EXPIRED);
    }

    @Test
    void proofHoldsFromItsStartLessSkew() {
        assertRefused(proof(good().claim("iat", now.getEpochSecond() + 6)), Reason.NOT_YET_VALID);

        assertHolds(proof(good().claim("iat", now.getEpochSecond() + 5)));
    }

    @Test
    void timeMayHaveAFraction() {
        assertRefused(proof(good().claim("iat", now.getEpochSecond() + 5.001)), Reason.NOT_YET_VALID);
        assertRefused(proof(good().claim("iat", now.getEpochSecond() - 60.001)), Reason.EXPIRED);

        assertHolds(proof(good().claim("iat", now.getEpochSecond() - 59.999)));
    }

    @Test
    void proofThatWasUsedIsRefused() {
        assertHolds(proof(good()));

        assertRefusedAfterRecording(proof(good()), Reason.REPLAYED);
        assertRefusedAfterRecording(proof(good().claim("htm", "GET").header("kid", "again")), Reason.REPLAYED);
    }

    @Test
    void proofThatWasMadeAheadIsRememberedUntilItsEnd() {
        String proof = proof(good().claim("iat", now.getEpochSecond() + 5));
        assertHolds(proof);

        clock.advance(Duration.ofSeconds(65).minusNanos(1));
        assertRefusedAfterRecording(proof, Reason.REPLAYED);

        clock.advance(Duration.ofNanos(1));
        assertRefused(proof, Reason.EXPIRED);
    }

    @Test
    void sameIdUnderAnotherKeyIsNoReplay() {
        assertHolds(proof(good()));

        StepVerifier.create(proofs.check(good().signedBy(OTHER, JWSAlgorithm.ES256), presented(OTHER)))
                .verifyComplete();
    }

    @Test
    void exactlyOneOfManyUsesAtOnceHolds() {
        String proof = proof(good());

        List<String> outcomes = Flux.range(0, 64)
                .flatMap(
                        use -> proofs.check(proof, presented)
                                .thenReturn("holds")
                                .onErrorResume(
                                        InvalidProof.class,
                                        refusal -> Mono.just(refusal.reason().name()))
                                .subscribeOn(Schedulers.parallel()),
                        64)
                .collectList()
                .block(Duration.ofSeconds(10));

        assertThat(outcomes).hasSize(64).containsOnlyOnce("holds").containsOnly("holds", Reason.REPLAYED.name());
    }

    @Test
    void proofThatEndsWhileTheMemoryIsAskedIsRefused() {
        SeenOnce slow = (id, keptFor) -> Mono.fromCallable(() -> {
            clock.advance(Duration.ofSeconds(60));
            return true;
        });

        StepVerifier.create(new DpopProofs(Settings.defaults(), slow, clock).check(proof(good()), presented))
                .verifyErrorSatisfies(error -> assertReason(error, Reason.EXPIRED));
    }

    @Test
    void memoryThatFailsLetsNothingPass() {
        SeenOnce full = (id, keptFor) -> Mono.error(new NotRecorded("full"));

        StepVerifier.create(new DpopProofs(Settings.defaults(), full, clock).check(proof(good()), presented))
                .verifyError(NotRecorded.class);
    }

    @Test
    void memoryThatSaysNothingLetsNothingPass() {
        SeenOnce silent = (id, keptFor) -> Mono.empty();

        StepVerifier.create(new DpopProofs(Settings.defaults(), silent, clock).check(proof(good()), presented))
                .verifyErrorSatisfies(error -> assertReason(error, Reason.REPLAYED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jti", "htm", "htu", "iat", "ath"})
    void missingClaimIsMalformed(String claim) {
        assertRefused(proof(good().without(claim)), Reason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jti", "htm", "htu", "iat", "ath"})
    void claimOfTheWrongTypeIsMalformed(String claim) {
        for (Object wrong : List.of(List.of("GET"), Map.of("a", "b"), true, "")) {
            assertRefused(proof(good().claim(claim, wrong)), Reason.MALFORMED);
        }
        Object otherKind = claim.equals("iat") ? String.valueOf(now.getEpochSecond()) : (Object) 7;
        assertRefused(proof(good().claim(claim, otherKind)), Reason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e300", "-1e300", "1e999999999", "9223372036854775807", "NaN"})
    void timeBeyondAllTimesIsMalformed(String iat) {
        ProofMaker maker = good().header("jwk", KEY.toPublicJWK().toJSONObject());
        String claims = maker.claimsText().replace(String.valueOf(now.getEpochSecond()), iat);

        assertRefused(ProofMaker.signedText(maker.headerText("ES256"), claims, KEY), Reason.MALFORMED);
    }

    @Test
    void idMayHave256CharactersAndNoMore() {
        assertRefused(proof(good().claim("jti", "j".repeat(257))), Reason.MALFORMED);

        assertHolds(proof(good().claim("jti", "j".repeat(256))));
    }

    @Test
    void memberWrittenTwiceIsMalformed() {
        ProofMaker maker = good().header("jwk", KEY.toPublicJWK().toJSONObject());
        String header = maker.headerText("ES256");
        String claims = maker.claimsText();

        assertRefused(
                ProofMaker.signedText(header, claims.replace("{\"jti\"", "{\"jti\":\"0\",\"jti\""), KEY),
                Reason.MALFORMED);
        assertRefused(
                ProofMaker.signedText(header.replace("{\"typ\"", "{\"typ\":\"JWT\",\"typ\""), claims, KEY),
                Reason.MALFORMED);
    }

    @Test
    void pointBesideTheCurveIsMalformed() {
        Map<String, Object> jwk = KEY.toPublicJWK().toJSONObject();
        jwk.put("x", OTHER.getX().toString());

        assertRefused(proof(good().header("jwk", jwk)), Reason.MALFORMED);
    }

    @Test
    void anyProofWithCharactersChangedIsRefusedAsInvalid() {
        String proof = proof(good());
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.+/= \n\t\"{}\u0000é";
        long seed = System.nanoTime();
        Random random = new Random(seed);

        for (int position = 0; position < proof.length(); position++) {
            char changed = alphabet.charAt(random.nextInt(alphabet.length()));
            if (changed != proof.charAt(position)) {
                String mutant = proof.substring(0, position) + changed + proof.substring(position + 1);
                assertInvalid(mutant, seed);
            }
        }
        assertThat(recorded).hasValue(0);
    }

    @Test
    void anySignedTextHoldsOrIsInvalid() {
        ProofMaker maker = good().header("jwk", KEY.toPublicJWK().toJSONObject());
        String header = maker.headerText("ES256");
        String claims = maker.claimsText();
        long seed = System.nanoTime();
        Random random = new Random(seed);

        for (int round = 0; round < 3_000; round++) {
            boolean inHeader = random.nextBoolean();
            String mutant = ProofMaker.signedText(
                    inHeader ? mutated(header, random) : header, inHeader ? claims : mutated(claims, random), KEY);
            StepVerifier.create(proofs.check(mutant, presented).onErrorComplete(InvalidProof.class))
                    .as("seed " + seed + ", " + mutant)
                    .expectComplete()
                    .verify(Duration.ofSeconds(10));
        }
    }

    @Test
    void tokenIsNotWrittenToLogs() {
        assertThat(presented.toString()).doesNotContain(TOKEN).contains("GET", "https://palm.example/affairs");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S,PT5S,1,life: PT0S",
        "PT-1S,PT5S,1,life: PT-1S",
        "PT1H0.1S,PT5S,1,life: PT1H0.1S",
        "PT60S,PT-1S,1,skew: PT-1S",
        "PT60S,PT2H,1,skew: PT2H",
        "PT60S,PT5S,0,maximumLength: 0"
    })
    void settingOutOfRangeIsRefused(Duration life, Duration skew, int maximumLength, String message) {
        assertThatThrownBy(() -> new Settings(life, skew, maximumLength))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message + " (expected: ");
    }

    private ProofMaker good() {
        return new ProofMaker(now, TOKEN);
    }

    private static String proof(ProofMaker maker) {
        return maker.signedBy(KEY, JWSAlgorithm.ES256);
    }

    private DpopProofs checking(int maximumLength) {
        return new DpopProofs(new Settings(Duration.ofSeconds(60), Duration.ofSeconds(5), maximumLength), seen, clock);
    }

    private static Presented presented(JWK key) {
        return new Presented("GET", URI.create("https://palm.example/affairs"), TOKEN, thumbprint(key));
    }

    private static String thumbprint(JWK key) {
        try {
            return key.computeThumbprint().toString();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Changes, removes or repeats a piece of a text. */
    private static String mutated(String text, Random random) {
        String[] pieces = {
            "\"", "{", "}", "[", "]", ",", ":", "null", "1e400", "-0", "\\u0000", "\\", "\uD800", "é", "true"
        };
        int from = random.nextInt(text.length());
        int to = Math.min(text.length(), from + random.nextInt(12));
        String middle = switch (random.nextInt(3)) {
            case 0 -> "";
            case 1 -> text.substring(from, to).repeat(2);
            default -> pieces[random.nextInt(pieces.length)];
        };
        return text.substring(0, from) + middle + text.substring(to);
    }

    private void assertHolds(String proof) {
        StepVerifier.create(proofs.check(proof, presented)).verifyComplete();
    }

    /** Refused, and not remembered. */
    private void assertRefused(String proof, Reason reason) {
        int before = recorded.get();
        StepVerifier.create(proofs.check(proof, presented)).verifyErrorSatisfies(error -> assertReason(error, reason));
        assertThat(recorded).hasValue(before);
    }

    private void assertRefusedAfterRecording(String proof, Reason reason) {
        StepVerifier.create(proofs.check(proof, presented)).verifyErrorSatisfies(error -> assertReason(error, reason));
    }

    private void assertInvalid(String proof, long seed) {
        StepVerifier.create(proofs.check(proof, presented))
                .expectErrorSatisfies(error ->
                        assertThat(error).as("seed %d, %s", seed, proof).isInstanceOf(InvalidProof.class))
                .verify(Duration.ofSeconds(10));
    }

    private static void assertReason(Throwable error, Reason reason) {
        assertThat(error)
                .isInstanceOfSatisfying(
                        InvalidProof.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }
}
