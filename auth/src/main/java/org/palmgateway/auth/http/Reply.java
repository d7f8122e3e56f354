package org.palmgateway.auth.http;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.Map;

/**
 * What an issuer answered.
 *
 * @param status the status code
 * @param location the value of {@code Location}, empty if there is none
 * @param body the whole body
 */
public record Reply(int status, String location, String body) {

    /**
     * Returns the body as a JSON object.
     *
     * @throws IssuerNotReached if it is none
     */
    public Map<String, Object> json() {
        // The parser takes an array of pairs for an object, and gives none for the text "null".
        if (body.stripLeading().startsWith("{")) {
            try {
                return JSONObjectUtils.parse(body);
            } catch (ParseException unreadable) {
                throw new IssuerNotReached("The issuer answered " + status + " with no JSON object.", unreadable);
            }
        }
        throw new IssuerNotReached("The issuer answered " + status + " with no JSON object.", null);
    }

    /** Returns the {@code error} of an OAuth error answer (RFC 6749 §5.2), empty if it has none. */
    public String error() {
        return text("error");
    }

    /** Returns the {@code error_description} of an OAuth error answer, empty if it has none. */
    public String errorDescription() {
        return text("error_description");
    }

    private String text(String member) {
        try {
            return json().get(member) instanceof String text ? text : "";
        } catch (IssuerNotReached notJson) {
            return "";
        }
    }

    /** Leaves out the body, which may hold tokens. */
    @Override
    public String toString() {
        return "Reply[status=" + status + "]";
    }
}
