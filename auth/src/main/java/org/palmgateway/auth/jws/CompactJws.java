package org.palmgateway.auth.jws;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Map;

/**
 * A JWS in compact form (RFC 7515 §7.1) with claims as its payload, taken apart but not yet trusted.
 *
 * <p>Each part must be written the one way that base64url has for its octets. Otherwise the holder of one good token
 * could spell its signature in many ways and fill the memory of verified tokens with copies. No header parameter and no
 * claim may be written twice; within their values the last of a name counts (RFC 7517 §4).
 *
 * <p>Immutable but for the claims, which nobody changes; safe for any number of threads.
 *
 * @param header the protected header, without {@code crit} and {@code b64}
 * @param claims the members of the payload
 * @param signed what the signature is over: the first two parts and the dot between them
 * @param signature the third part
 */
public record CompactJws(JWSHeader header, Map<String, Object> claims, String signed, Base64URL signature) {

    /**
     * Takes a JWS apart.
     *
     * @param text any text, of a length the caller has bounded
     * @throws UnreadableJws if it is no JWS in compact form, says that it is not signed, has {@code crit} or {@code b64},
     *     or carries claims that are no JSON object
     */
    public static CompactJws parse(String text) {
        String[] parts = text.split("\\.", 4);
        if (parts.length != 3) {
            throw unreadable("It must have three parts joined by dots.");
        }
        try {
            Base64URL head = canonical(parts[0]);
            Map<String, Object> members = object(head);
            if ("none".equalsIgnoreCase(JSONObjectUtils.getString(members, "alg"))) {
                throw new UnreadableJws(true, "It is not signed.");
            }
            JWSHeader header = JWSHeader.parse(members, head);
            if (header.getCriticalParams() != null || !header.isBase64URLEncodePayload()) {
                throw unreadable("Header parameters crit and b64 are not supported.");
            }
            Map<String, Object> claims = object(canonical(parts[1]));
            return new CompactJws(header, claims, parts[0] + '.' + parts[1], canonical(parts[2]));
        } catch (ParseException | IllegalArgumentException unreadable) {
            throw unreadable("Its header or claims cannot be read.");
        }
    }

    /**
     * Whether the holder of this key made the signature, by the header's {@code alg}.
     *
     * @param key any key; one of a kind or curve that the algorithm does not use has signed nothing
     */
    public boolean isSignedBy(JWK key) {
        try {
            JWSVerifier verifier;
            if (key instanceof RSAKey rsa) {
                verifier = new RSASSAVerifier(rsa);
            } else if (key instanceof ECKey ec) {
                verifier = new ECDSAVerifier(ec);
            } else {
                return false;
            }
            return verifier.verify(header, signed.getBytes(StandardCharsets.US_ASCII), signature);
        } catch (JOSEException unfit) {
            return false;
        }
    }

    private static Map<String, Object> object(Base64URL encoded) throws ParseException {
        Map<String, Object> members = JSONObjectUtils.parse(encoded.decodeToString());
        // The parser gives no object for the text "null".
        if (members == null) {
            throw new ParseException("It must be a JSON object.", 0);
        }
        return members;
    }

    private static Base64URL canonical(String part) {
        Base64URL encoded = new Base64URL(part);
        if (part.isEmpty() || !Base64URL.encode(encoded.decode()).equals(encoded)) {
            throw unreadable("Its parts must be base64url without padding.");
        }
        return encoded;
    }

    private static UnreadableJws unreadable(String detail) {
        return new UnreadableJws(false, detail);
    }
}
