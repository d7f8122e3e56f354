/**
 * Large bodies through a gateway with little memory.
 *
 * <p>May use {@code process}, {@code province} and {@code report}. The gateway runs in a process of its own; the department
 * that sends or counts, and the caller, run in this one on Reactor Netty's threads.
 */
@NullMarked
package org.palmgateway.bench.streaming;

import org.jspecify.annotations.NullMarked;
