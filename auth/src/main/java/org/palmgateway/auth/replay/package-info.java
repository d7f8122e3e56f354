/**
 * Tells the first use of a one-time id from a repeat: {@link org.palmgateway.auth.replay.SeenOnce}, and its form for a
 * single node, {@link org.palmgateway.auth.replay.LocalSeenOnce}. Does not know what the ids belong to.
 *
 * <p>May use Caffeine and Reactor. Safe for any number of threads; nothing blocks.
 */
@NullMarked
package org.palmgateway.auth.replay;

import org.jspecify.annotations.NullMarked;
