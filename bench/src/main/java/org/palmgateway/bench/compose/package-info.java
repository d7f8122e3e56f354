/**
 * What a composed call costs: time beyond its slowest branch, processor time against the same calls made singly, memory while it waits,
 * and how well it keeps its deadline.
 *
 * <p>May use {@code process} and {@code report}, and Reactor Netty for departments. The gateway and the departments run in processes of
 * their own. Callers are plain blocking sockets, so that what they add is little; each is for one thread.
 */
@NullMarked
package org.palmgateway.bench.compose;

import org.jspecify.annotations.NullMarked;
