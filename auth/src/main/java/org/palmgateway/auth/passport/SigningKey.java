package org.palmgateway.auth.passport;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;

/**
 * One ES256 key and the time in which it signs, from {@code from} until just before {@code until}. Keeps the private key
 * in memory only.
 */
record SigningKey(ECKey publicKey, JWSSigner signer, Instant from, Instant until) {

    private static final JOSEObjectType TYPE = new JOSEObjectType("palm-passport+jwt");

    static SigningKey generate(Instant from, Instant until) {
        try {
            ECKey pair = new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint(true)
                    .generate();
            return new SigningKey(pair.toPublicJWK(), new ECDSASigner(pair), from, until);
        } catch (JOSEException absent) {
            throw new IllegalStateException("The Java platform must offer EC keys on P-256; repair this one.", absent);
        }
    }

    SigningKey during(Instant start, Instant end) {
        return new SigningKey(publicKey, signer, start, end);
    }

    String sign(JWTClaimsSet claims) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(TYPE)
                .keyID(publicKey.getKeyID())
                .build();
        SignedJWT jwt = new SignedJWT(header, claims);
        try {
            jwt.sign(signer);
        } catch (JOSEException absent) {
            throw new IllegalStateException("The Java platform must offer ES256; repair this one.", absent);
        }
        return jwt.serialize();
    }
}
