/**
 * What it costs to protect a department, for each call to it.
 *
 * <p>May use {@code routes} and the gateway's {@code protect}. JMH runs the benchmark on as many threads as it is told, which
 * share one department.
 */
@NullMarked
package org.palmgateway.bench.protect;

import org.jspecify.annotations.NullMarked;
