/**
 * DPoP (RFC 9449): proof that the sender of an access token holds the key that the token is bound to. {@link
 * org.palmgateway.auth.dpop.DpopProofs} checks the proof of one request; the token itself has been verified before.
 *
 * <p>May use {@code org.palmgateway.auth.jws} and {@code replay}, Nimbus JOSE and Reactor. Safe for any number of threads;
 * checks run on the subscribing thread, and answers come on the thread of the memory of used proofs.
 */
@NullMarked
package org.palmgateway.auth.dpop;

import org.jspecify.annotations.NullMarked;
