package org.palmgateway.auth.dpop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.auth.dpop.InvalidProof.Reason;
import org.palmgateway.auth.keys.TestKeys;

class ProofKeyTest {

    private static final BigInteger F4 = BigInteger.valueOf(65537);

    @Test
    void privateKeyIsRefused() {
        assertUnfit(TestKeys.EC, JWSAlgorithm.ES256);
        assertUnfit(TestKeys.RSA, JWSAlgorithm.RS256);
    }

    @Test
    void secretIsRefused() {
        assertUnfit(new OctetSequenceKey.Builder(new byte[32]).build(), JWSAlgorithm.ES256);
        assertUnfit(new OctetSequenceKey.Builder(new byte[32]).build(), JWSAlgorithm.RS256);
    }

    @Test
    void missingKeyIsRefused() {
        assertUnfit(null, JWSAlgorithm.ES256);
    }

    @Test
    void keyOfAnotherKindOrCurveIsRefused() {
        assertUnfit(TestKeys.EC.toPublicJWK(), JWSAlgorithm.ES384);
        assertUnfit(TestKeys.EC.toPublicJWK(), JWSAlgorithm.RS256);
        assertUnfit(TestKeys.RSA.toPublicJWK(), JWSAlgorithm.ES256);
    }

    @ParameterizedTest
    @ValueSource(ints = {2048, 3072, 8192})
    void rsaKeyOfUsualSizeFits(int bits) {
        JWK key = rsa(bits, F4);

        assertThat(ProofKey.of(key, JWSAlgorithm.PS256).jwk()).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 1024, 2047, 8193, 16_384})
    void weakOrCostlyRsaKeyIsRefused(int bits) {
        assertUnfit(rsa(bits, F4), JWSAlgorithm.PS256);
    }

    @Test
    void costlyRsaExponentIsRefused() {
        BigInteger longest = BigInteger.TWO.pow(32).subtract(BigInteger.ONE);

        assertThat(ProofKey.of(rsa(2048, longest), JWSAlgorithm.PS256).jwk()).isNotNull();
        assertUnfit(rsa(2048, longest.add(BigInteger.TWO)), JWSAlgorithm.PS256);
    }

    @Test
    void thumbprintIsThatOfRfc7638() throws ParseException {
        // RFC 7638 §3.1.
        JWK key = JWK.parse("""
                {"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSo\
                c_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY36\
                8QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr\
                3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw","e":"AQAB","alg":"RS256","kid":"2011-04-29"}
                """);

        assertThat(ProofKey.of(key, JWSAlgorithm.RS256).thumbprint())
                .isEqualTo("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    }

    private static RSAKey rsa(int bits, BigInteger exponent) {
        BigInteger modulus = BigInteger.TWO.pow(bits).subtract(BigInteger.ONE);
        return new RSAKey.Builder(Base64URL.encode(modulus), Base64URL.encode(exponent)).build();
    }

    private static void assertUnfit(@Nullable JWK key, JWSAlgorithm algorithm) {
        assertThatThrownBy(() -> ProofKey.of(key, algorithm))
                .isInstanceOfSatisfying(
                        InvalidProof.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(Reason.KEY));
    }
}
