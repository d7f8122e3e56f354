/**
 * Everything that can go wrong with a request, and how the caller is told: one sealed family, one renderer.
 *
 * <p>Depends on nothing else of the gateway. Immutable; any thread may use it.
 */
@NullMarked
package org.palmgateway.gateway.problem;

import org.jspecify.annotations.NullMarked;
