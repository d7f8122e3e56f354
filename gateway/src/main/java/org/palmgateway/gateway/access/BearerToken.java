package org.palmgateway.gateway.access;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Finds the access token of a request (RFC 6750 §2.1, RFC 9449 §7.1): in {@code Authorization} and nowhere else. */
public final class BearerToken {

    private static final String BEARER = "Bearer ";
    private static final String DPOP = "DPoP ";

    private BearerToken() {}

    /**
     * Returns the token that is sent for whoever bears it, or null when there is none. The scheme's letter case does not matter
     * (RFC 9110 §11.1).
     */
    public static @Nullable String of(HttpHeaders headers) {
        return of(headers, BEARER);
    }

    /** Returns the token that is sent as one bound to a key, or null when there is none. */
    static @Nullable String bound(HttpHeaders headers) {
        return of(headers, DPOP);
    }

    /** Returns the token in whichever way it is sent, or null when there is none. */
    public static @Nullable String ofEitherScheme(HttpHeaders headers) {
        String token = of(headers);
        return token == null ? bound(headers) : token;
    }

    private static @Nullable String of(HttpHeaders headers, String scheme) {
        String value = headers.getFirst(HttpHeaders.AUTHORIZATION);
        if (value == null || !value.regionMatches(true, 0, scheme, 0, scheme.length())) {
            return null;
        }
        String token = value.substring(scheme.length()).strip();
        return token.isEmpty() ? null : token;
    }
}
