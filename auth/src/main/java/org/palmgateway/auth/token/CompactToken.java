package org.palmgateway.auth.token;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.Map;
import org.palmgateway.auth.token.InvalidToken.Reason;

/**
 * A JWS in compact form (RFC 7515 §7.1), taken apart but not yet trusted.
 *
 * <p>Each part must be written the one way that base64url has for its octets. Otherwise the holder of one good token
 * could spell its signature in many ways and fill the memory of verified tokens with copies.
 */
record CompactToken(JWSHeader header, Map<String, Object> claims, String signed, Base64URL signature) {

    /**
     * Takes a token apart.
     *
     * @throws InvalidToken MALFORMED, or ALGORITHM if the token says that it is not signed
     */
    static CompactToken parse(String token) {
        String[] parts = token.split("\\.", 4);
        if (parts.length != 3) {
            throw malformed("It must have three parts joined by dots.");
        }
        try {
            Base64URL head = canonical(parts[0]);
            Map<String, Object> members = object(head);
            if ("none".equalsIgnoreCase(JSONObjectUtils.getString(members, "alg"))) {
                throw new InvalidToken(Reason.ALGORITHM, "The token is not signed. Send one that its issuer signed.");
            }
            JWSHeader header = JWSHeader.parse(members, head);
            if (header.getCriticalParams() != null || !header.isBase64URLEncodePayload()) {
                throw malformed("Header parameters crit and b64 are not supported.");
            }
            Map<String, Object> claims = object(canonical(parts[1]));
            return new CompactToken(header, claims, parts[0] + '.' + parts[1], canonical(parts[2]));
        } catch (ParseException | IllegalArgumentException unreadable) {
            throw malformed("Its header or claims cannot be read.");
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
            throw malformed("Its parts must be base64url without padding.");
        }
        return encoded;
    }

    private static InvalidToken malformed(String detail) {
        return new InvalidToken(Reason.MALFORMED, "The token is not a JWS in compact form. " + detail);
    }
}
