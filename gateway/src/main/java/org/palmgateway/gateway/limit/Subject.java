package org.palmgateway.gateway.limit;

import org.jspecify.annotations.Nullable;

/**
 * Whom and what a request is counted for.
 *
 * @param citizen the citizen or official who signed in; null when nobody did
 * @param application the OAuth client id of the application; null for a caller without a token
 * @param address the caller's address as a literal, or {@code unknown}
 * @param department the id of the department
 * @param route the id of the route
 * @param region the code of the region that serves
 */
public record Subject(
        @Nullable Citizen citizen,
        @Nullable String application,
        String address,
        String department,
        String route,
        String region) {

    /**
     * Someone who signed in: subjects are unique at their issuer only (OpenID Connect Core 1.0 §2).
     *
     * @param issuer the issuer's identifier
     * @param subject the identifier at the issuer
     */
    public record Citizen(String issuer, String subject) {}
}
