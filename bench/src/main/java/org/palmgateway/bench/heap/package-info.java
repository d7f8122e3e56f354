/**
 * How much heap a route takes while it is live; {@link org.palmgateway.bench.heap.UsedHeap} measures other things as well.
 *
 * <p>May use {@code province}, {@code report} and {@code routes}. Runs in a process of its own, on one thread.
 */
@NullMarked
package org.palmgateway.bench.heap;

import org.jspecify.annotations.NullMarked;
