/**
 * Verifies bearer tokens and remembers the result: {@link org.palmgateway.auth.token.VerifiedTokens} in front of
 * {@link org.palmgateway.auth.token.TokenVerifier}. A token is trusted only by what a configured
 * {@link org.palmgateway.auth.token.Issuer} says about it; whatever it says about its own keys is ignored.
 *
 * <p>May use {@code org.palmgateway.auth.jws} and {@code keys}, Nimbus JOSE, Caffeine and Reactor. All public types are safe for any
 * number of threads; verification runs on the subscribing thread unless keys have to be fetched first.
 */
@NullMarked
package org.palmgateway.auth.token;

import org.jspecify.annotations.NullMarked;
