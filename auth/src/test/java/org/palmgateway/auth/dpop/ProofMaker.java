package org.palmgateway.auth.dpop;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.palmgateway.auth.Sha256;

/** Makes proofs: a good one for {@code GET https://palm.example/affairs}, unless told otherwise. */
final class ProofMaker {

    private final Map<String, Object> header = new LinkedHashMap<>();
    private final Map<String, Object> claims = new LinkedHashMap<>();

    ProofMaker(Instant now, String accessToken) {
        header.put("typ", "dpop+jwt");
        claims.put("jti", "jti-1");
        claims.put("htm", "GET");
        claims.put("htu", "https://palm.example/affairs");
        claims.put("iat", now.getEpochSecond());
        claims.put("ath", Sha256.of(accessToken).base64Url());
    }

    ProofMaker header(String name, Object value) {
        header.put(name, value);
        return this;
    }

    ProofMaker claim(String name, Object value) {
        claims.put(name, value);
        return this;
    }

    ProofMaker without(String name) {
        header.remove(name);
        claims.remove(name);
        return this;
    }

    String signedBy(JWK key, JWSAlgorithm algorithm) {
        header.putIfAbsent("jwk", key.toPublicJWK().toJSONObject());
        return signedWithoutJwkBy(key, algorithm);
    }

    String signedWithoutJwkBy(JWK key, JWSAlgorithm algorithm) {
        try {
            return sign(algorithm, key instanceof RSAKey rsa ? new RSASSASigner(rsa) : new ECDSASigner(key.toECKey()));
        } catch (JOSEException unfit) {
            throw new IllegalArgumentException(unfit);
        }
    }

    String signedWithSecret(byte[] secret) {
        try {
            return sign(JWSAlgorithm.HS256, new MACSigner(secret));
        } catch (JOSEException unfit) {
            throw new IllegalArgumentException(unfit);
        }
    }

    String unsigned(String algorithm, String signature) {
        return signingInput(algorithm) + '.' + signature;
    }

    /** A proof whose header and claims are these texts, which may be no JSON. */
    static String signedText(String header, String claims, JWK key) {
        String input = Base64URL.encode(header) + "." + Base64URL.encode(claims);
        try {
            return input
                    + '.'
                    + new ECDSASigner(key.toECKey())
                            .sign(new JWSHeader(JWSAlgorithm.ES256), input.getBytes(StandardCharsets.US_ASCII));
        } catch (JOSEException unfit) {
            throw new IllegalArgumentException(unfit);
        }
    }

    String headerText(String algorithm) {
        header.put("alg", algorithm);
        return JSONObjectUtils.toJSONString(header);
    }

    String claimsText() {
        return JSONObjectUtils.toJSONString(claims);
    }

    private String sign(JWSAlgorithm algorithm, JWSSigner signer) throws JOSEException {
        String input = signingInput(algorithm.getName());
        return input + '.' + signer.sign(new JWSHeader(algorithm), input.getBytes(StandardCharsets.US_ASCII));
    }

    private String signingInput(String algorithm) {
        return Base64URL.encode(headerText(algorithm)) + "." + Base64URL.encode(claimsText());
    }
}
