/**
 * Passports: the short-lived signed tokens by which the gateway tells a department who the caller is.
 * {@link org.palmgateway.auth.passport.Passports} mints and reuses them, {@link
 * org.palmgateway.auth.passport.PassportKeys} holds the signing keys and publishes their public halves.
 *
 * <p>May use {@code org.palmgateway.auth.token} for the caller, Nimbus JOSE and Caffeine. Safe for any number of threads;
 * signing is done on the calling thread.
 */
@NullMarked
package org.palmgateway.auth.passport;

import org.jspecify.annotations.NullMarked;
