/**
 * What the HTTP cache costs and spares: time and allocation of a hit, requests by the second through a whole gateway, and heap per
 * stored response.
 *
 * <p>May use the gateway's {@code cache}, {@code exchange} and {@code settings}, {@code process}, {@code province} for compiling,
 * {@code heap} for the used heap, {@code report}, Spring's exchanges and Reactor Netty. JMH runs each benchmark on one thread; the
 * heap is measured in a process of its own, on one thread.
 */
@NullMarked
package org.palmgateway.bench.cache;

import org.jspecify.annotations.NullMarked;
