/**
 * What it costs to know which policy holds for a request, and to work out all policies anew when an operator changes one.
 *
 * <p>May use {@code province} and {@code routes}. JMH runs each benchmark on one thread.
 */
@NullMarked
package org.palmgateway.bench.policy;

import org.jspecify.annotations.NullMarked;
