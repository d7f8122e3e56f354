/**
 * How long it takes until a changed bundle is part of a snapshot.
 *
 * <p>May use {@code province} and {@code routes}. JMH runs each benchmark on one thread.
 */
@NullMarked
package org.palmgateway.bench.compile;

import org.jspecify.annotations.NullMarked;
