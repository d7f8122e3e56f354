/**
 * The sandbox lane: an owner's draft, tried by requests that carry a pass, beside everything that is live.
 *
 * <p>May use {@code edge}, {@code problem} and {@code settings}. Its departments and routes have ids of their own, so that nothing that is
 * tried touches the breakers, limits, passports and metrics of what is live.
 */
@NullMarked
package org.palmgateway.gateway.lane;

import org.jspecify.annotations.NullMarked;
