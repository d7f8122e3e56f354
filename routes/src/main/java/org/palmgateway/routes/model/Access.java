package org.palmgateway.routes.model;

import java.util.Set;

/**
 * Who may call a route.
 *
 * @param audience whose tokens are accepted
 * @param scopes scopes of which the token must hold every one; empty when none is needed
 * @param roles roles of which the caller must hold at least one; empty when none is needed
 */
public record Access(Audience audience, Set<String> scopes, Set<String> roles) {

    /** Access for everyone, without a token. */
    public static final Access OPEN = new Access(Audience.PUBLIC, Set.of(), Set.of());

    /** Copies the sets; a public route that asks for scopes or roles is refused. */
    public Access {
        scopes = Set.copyOf(scopes);
        roles = Set.copyOf(roles);
        if (audience == Audience.PUBLIC && !(scopes.isEmpty() && roles.isEmpty())) {
            throw new IllegalArgumentException(
                    "access: a public route has no caller to ask scopes or roles of (expected: another audience, or none of both)");
        }
    }
}
