package org.palmgateway.gateway.access;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Finds the bearer token of a request (RFC 6750 §2.1): in {@code Authorization} and nowhere else. */
public final class BearerToken {

    private static final String SCHEME = "Bearer ";

    private BearerToken() {}

    /** Returns the token, or null when there is none. The scheme's letter case does not matter (RFC 9110 §11.1). */
    public static @Nullable String of(HttpHeaders headers) {
        String value = headers.getFirst(HttpHeaders.AUTHORIZATION);
        if (value == null || !value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        String token = value.substring(SCHEME.length()).strip();
        return token.isEmpty() ? null : token;
    }
}
