/**
 * The public keys of the trusted issuers: fetched when first needed, kept, refreshed while requests go on with the old
 * ones. {@link org.palmgateway.auth.keys.IssuerKeys} is the way in; it does not know what a token is.
 *
 * <p>May use Reactor Netty's HTTP client, Caffeine and Nimbus' JWK types. Safe for any number of threads; answers come on
 * the asking thread, or on a Reactor parallel thread after a fetch.
 */
@NullMarked
package org.palmgateway.auth.keys;

import org.jspecify.annotations.NullMarked;
