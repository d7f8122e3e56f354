/**
 * What limits cost: time to charge a request, and heap per bucket.
 *
 * <p>May use the gateway's {@code limit}, the policies of {@code routes}, {@code heap} for the used heap, {@code report} and
 * Reactor. JMH runs each benchmark on one thread; the heap is measured in a process of its own, on one thread.
 */
@NullMarked
package org.palmgateway.bench.limit;

import org.jspecify.annotations.NullMarked;
