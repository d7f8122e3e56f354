/**
 * What it takes to know a caller: time to recognise or verify a token and to find a passport, and heap per session.
 *
 * <p>May use {@code auth}, {@code heap} for the used heap, {@code report}, Nimbus JOSE and Reactor Netty. JMH runs each
 * benchmark on one thread; the heap is measured in a process of its own, on one thread.
 */
@NullMarked
package org.palmgateway.bench.identity;

import org.jspecify.annotations.NullMarked;
