/**
 * Who may call: the bearer token becomes a principal, once, and the route's access is held against it.
 *
 * <p>May use {@code exchange}, {@code problem}, the verified tokens of {@code auth} and the access rules of {@code routes}.
 * Never blocks; the decision itself is a pure function.
 */
@NullMarked
package org.palmgateway.gateway.access;

import org.jspecify.annotations.NullMarked;
