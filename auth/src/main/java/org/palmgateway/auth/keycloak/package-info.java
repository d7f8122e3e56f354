/**
 * Keycloak as the identity provider: what its realm must hold ({@link org.palmgateway.auth.keycloak.RealmTemplate}), where its endpoints
 * are, and its admin REST interface for applications and sessions.
 *
 * <p>May use {@code http} and Nimbus JOSE for JSON. Nothing else in {@code auth} uses this package: the gateway itself trusts any OpenID
 * Connect issuer. Safe for any number of threads; never blocks.
 */
@NullMarked
package org.palmgateway.auth.keycloak;

import org.jspecify.annotations.NullMarked;
