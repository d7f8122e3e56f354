/**
 * Who is calling: verified bearer tokens in {@code token}, the issuers' keys in {@code keys}, and the passports shown to
 * departments in {@code passport}. A Keycloak that issues such tokens is set up by {@code keycloak}. Knows nothing of
 * routes, Spring or HTTP servers.
 *
 * <p>Everything here may be called from event loops: nothing blocks and nothing locks.
 */
@NullMarked
package org.palmgateway.auth;

import org.jspecify.annotations.NullMarked;
