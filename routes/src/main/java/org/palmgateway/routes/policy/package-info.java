/**
 * Traffic policies: what may be set, at which places, and what comes of it for one route.
 *
 * <p>A {@link org.palmgateway.routes.policy.Policy} is what one place says; {@link
 * org.palmgateway.routes.policy.EffectivePolicy} is what holds for a route, each value with its origin. May use {@code
 * document} and {@code region}. Immutable values and pure functions; any thread may use them.
 */
@NullMarked
package org.palmgateway.routes.policy;

import org.jspecify.annotations.NullMarked;
