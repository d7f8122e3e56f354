/**
 * Finds the route of a request, in the region that it asks for.
 *
 * <p>May use {@code exchange}, {@code problem} and the index of {@code routes}. {@link
 * org.palmgateway.gateway.match.RouteChoice} is a pure function, so {@code explain} uses the same one.
 */
@NullMarked
package org.palmgateway.gateway.match;

import org.jspecify.annotations.NullMarked;
