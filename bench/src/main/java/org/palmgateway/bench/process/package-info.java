/**
 * A gateway in a process of its own, so that its memory is its own.
 *
 * <p>{@link org.palmgateway.bench.process.GatewayMain} is that process; {@link
 * org.palmgateway.bench.process.GatewayProcess} is the other end. They talk in lines over standard input and output. May
 * use {@code gateway}. For one thread.
 */
@NullMarked
package org.palmgateway.bench.process;

import org.jspecify.annotations.NullMarked;
