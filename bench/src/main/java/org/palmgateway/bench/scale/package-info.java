/**
 * A whole province behind one gateway: how long it starts, how fast a change is live, what memory it takes.
 *
 * <p>May use {@code province}, {@code process} and {@code report}. The gateway runs in a process of its own, the upstream and
 * the callers in this one. The main thread waits; requests run on Reactor Netty's threads.
 */
@NullMarked
package org.palmgateway.bench.scale;

import org.jspecify.annotations.NullMarked;
