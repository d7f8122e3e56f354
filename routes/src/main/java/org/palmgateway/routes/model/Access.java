package org.palmgateway.routes.model;

import java.util.Set;

/**
 * Who may call a route.
 *
 * @param audience whose tokens are accepted
 * @param scopes scopes of which the token must hold every one; empty when none is needed
 * @param roles roles of which the caller must hold at least one; empty when none is needed
 * @param assurance the assurance level that the caller's sign-in must reach, 0 to {@value #HIGHEST_ASSURANCE}; 0 when any will do
 * @param dpop whether the token must be bound to a key that the caller proves to hold (RFC 9449)
 * @param subscription whether the application must be subscribed to the route, or to a plan that covers it
 */
public record Access(
        Audience audience, Set<String> scopes, Set<String> roles, int assurance, boolean dpop, boolean subscription) {

    /** The highest assurance level that can be asked for. */
    public static final int HIGHEST_ASSURANCE = 99;

    /** Access for everyone, without a token. */
    public static final Access OPEN = new Access(Audience.PUBLIC, Set.of(), Set.of(), 0, false, false);

    /** Copies the sets; a public route that asks for anything of a caller is refused. */
    public Access {
        scopes = Set.copyOf(scopes);
        roles = Set.copyOf(roles);
        if (assurance < 0 || assurance > HIGHEST_ASSURANCE) {
            throw new IllegalArgumentException(
                    "assurance: " + assurance + " (expected: 0 to " + HIGHEST_ASSURANCE + ")");
        }
        if (audience == Audience.PUBLIC
                && !(scopes.isEmpty() && roles.isEmpty() && assurance == 0 && !dpop && !subscription)) {
            throw new IllegalArgumentException(
                    "access: a public route has no caller to ask anything of (expected: another audience, or no scopes, roles, assurance, dpop and subscription)");
        }
    }
}
