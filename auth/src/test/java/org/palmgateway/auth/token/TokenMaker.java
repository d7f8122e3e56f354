package org.palmgateway.auth.token;

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
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes tokens: a good access token of five minutes, unless told otherwise. */
public final class TokenMaker {

    private final Map<String, Object> header = new LinkedHashMap<>();
    private final Map<String, Object> claims = new LinkedHashMap<>();

    /** Starts with the claims of a good access token. */
    public TokenMaker(URI issuer, Instant now) {
        header.put("typ", "at+jwt");
        header.put("kid", "rsa");
        claims.put("iss", issuer.toString());
        claims.put("sub", "li-na");
        claims.put("aud", List.of("palm", "other"));
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(Duration.ofMinutes(5)).getEpochSecond());
        claims.put("palm_audience", "citizen");
        claims.put("client_id", "provincial-app");
        claims.put("scope", "affairs.read affairs.write");
        claims.put("roles", List.of("applicant"));
        claims.put("acr", "face");
        claims.put("sid", "session-1");
    }

    /** Sets a member. */
    public TokenMaker header(String name, Object value) {
        header.put(name, value);
        return this;
    }

    /** Drops a member. */
    public TokenMaker withoutHeader(String name) {
        header.remove(name);
        return this;
    }

    /** Sets a member. */
    public TokenMaker claim(String name, Object value) {
        claims.put(name, value);
        return this;
    }

    /** Drops a member. */
    public TokenMaker without(String name) {
        claims.remove(name);
        return this;
    }

    /** Makes the token. */
    public String signedBy(JWK key, JWSAlgorithm algorithm) {
        try {
            return sign(algorithm, key instanceof RSAKey rsa ? new RSASSASigner(rsa) : new ECDSASigner(key.toECKey()));
        } catch (JOSEException unfit) {
            throw new IllegalArgumentException(unfit);
        }
    }

    /** Makes the token. */
    public String signedWithSecret(byte[] secret) {
        try {
            return sign(JWSAlgorithm.HS256, new MACSigner(secret));
        } catch (JOSEException unfit) {
            throw new IllegalArgumentException(unfit);
        }
    }

    /** Makes the token. */
    public String unsigned(String algorithm, String signature) {
        return signingInput(algorithm) + '.' + signature;
    }

    private String sign(JWSAlgorithm algorithm, JWSSigner signer) throws JOSEException {
        String input = signingInput(algorithm.getName());
        return input + '.' + signer.sign(new JWSHeader(algorithm), input.getBytes(StandardCharsets.US_ASCII));
    }

    private String signingInput(String algorithm) {
        header.put("alg", algorithm);
        return Base64URL.encode(JSONObjectUtils.toJSONString(header)) + "."
                + Base64URL.encode(JSONObjectUtils.toJSONString(claims));
    }
}
