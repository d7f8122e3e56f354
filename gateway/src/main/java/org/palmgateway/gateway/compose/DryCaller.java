package org.palmgateway.gateway.compose;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.palmgateway.auth.token.Principal;

/**
 * Somebody who does not exist but in a dry run.
 *
 * @param subject the identifier
 * @param audience {@code citizen}, {@code official} or {@code governor}
 * @param application client id of the application; empty for none
 * @param roles the roles
 * @param scopes the scopes of the token that there is not
 * @param assurance the assurance level of the sign-in that there was not
 * @param claims further claims
 */
public record DryCaller(
        String subject,
        String audience,
        String application,
        Set<String> roles,
        Set<String> scopes,
        int assurance,
        Map<String, Object> claims) {

    /** No issuer has this name, so nobody's pairwise subject at a department is told by a dry run. */
    private static final String ISSUER = "urn:palm:dry-run";

    private static final String SESSION = "dry-run";
    private static final Duration LIFE = Duration.ofMinutes(1);

    /** Copies the sets. */
    public DryCaller {
        roles = Set.copyOf(roles);
        scopes = Set.copyOf(scopes);
    }

    /** Returns the caller, known for a minute. It has no key to prove, so it counts as having proved one. */
    Principal principal(Instant now) {
        return new Principal(
                ISSUER,
                subject,
                audience,
                application,
                roles,
                scopes,
                "",
                assurance,
                SESSION,
                SESSION,
                claims,
                now,
                now.plus(LIFE));
    }
}
