package org.palmgateway.gateway.keycloak;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.Map;

/**
 * What a token endpoint answered (RFC 6749 §5).
 *
 * @param status the HTTP status
 * @param members the JSON object of the body
 */
public record TokenAnswer(int status, Map<String, Object> members) {

    static TokenAnswer of(int status, String body) {
        try {
            return new TokenAnswer(status, JSONObjectUtils.parse(body));
        } catch (ParseException e) {
            throw new IllegalStateException("The token endpoint answered " + status + " with " + body, e);
        }
    }

    public String accessToken() {
        return text("access_token");
    }

    public String refreshToken() {
        return text("refresh_token");
    }

    public String idToken() {
        return text("id_token");
    }

    /** The error code of RFC 6749 §5.2. */
    public String error() {
        return text("error");
    }

    /** The access token, taken apart; its signature is not verified. */
    public SignedJWT access() {
        try {
            return SignedJWT.parse(accessToken());
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private String text(String name) {
        if (members.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalStateException("No " + name + " in an answer " + status + " with " + members);
    }
}
