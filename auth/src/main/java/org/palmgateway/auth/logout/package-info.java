/**
 * The ends of sessions, told by the issuers (OpenID Connect Back-Channel Logout 1.0):
 * {@link org.palmgateway.auth.logout.LogoutTokens} checks what they send and revokes what has ended.
 *
 * <p>May use {@code keys}, {@code jws}, {@code token}, {@code replay} and {@code revocation}. Safe for any number of threads; never blocks.
 */
@NullMarked
package org.palmgateway.auth.logout;

import org.jspecify.annotations.NullMarked;
