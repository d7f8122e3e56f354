package org.palmgateway.auth.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The id and the secret of a client at an issuer. Its text form shows no secret.
 *
 * @param id the client id
 * @param secret its secret
 */
public record ClientCredentials(String id, String secret) {

    /** Returns the value of {@code Authorization} (RFC 6749 §2.3.1: both parts form-encoded first). */
    String basic() {
        String pair = encoded(id) + ':' + encoded(secret);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "ClientCredentials[id=" + id + "]";
    }
}
