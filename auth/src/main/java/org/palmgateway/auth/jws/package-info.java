/**
 * Reads a JWS in compact form (RFC 7515 §7.1) and checks its signature: {@link org.palmgateway.auth.jws.CompactJws}. What
 * the claims mean, and which keys and algorithms are good enough, is for the packages that use it.
 *
 * <p>May use Nimbus JOSE. Immutable; safe for any number of threads.
 */
@NullMarked
package org.palmgateway.auth.jws;

import org.jspecify.annotations.NullMarked;
