/**
 * Who is calling: verified access tokens in {@code token}, the issuers' keys in {@code keys}, proofs of possession in {@code dpop}, what
 * no longer counts in {@code revocation} and {@code logout}; and how departments are told: passports in {@code passport}, tokens of the
 * issuer's own in {@code exchange}. {@code keycloak} is what is Keycloak's alone. Knows nothing of routes, Spring or HTTP servers.
 *
 * <p>Everything here may be called from event loops: nothing blocks and nothing locks.
 */
@NullMarked
package org.palmgateway.auth;

import org.jspecify.annotations.NullMarked;
