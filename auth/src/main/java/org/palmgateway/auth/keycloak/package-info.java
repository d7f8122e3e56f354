/**
 * What a Keycloak realm must hold for the gateway: {@link org.palmgateway.auth.keycloak.RealmTemplate} writes it as a
 * realm import file.
 *
 * <p>May use Nimbus JOSE for JSON. Nothing else in {@code auth} uses this package: the gateway itself trusts any OpenID
 * Connect issuer. Immutable; safe for any number of threads.
 */
@NullMarked
package org.palmgateway.auth.keycloak;

import org.jspecify.annotations.NullMarked;
