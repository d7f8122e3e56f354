/**
 * How long it takes to find the route of a request, by the number of routes.
 *
 * <p>May use {@code province} and {@code routes}. JMH runs each benchmark on one thread.
 */
@NullMarked
package org.palmgateway.bench.lookup;

import org.jspecify.annotations.NullMarked;
