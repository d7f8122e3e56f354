/**
 * Takes a request to its department and the answer back, streaming both ways.
 *
 * <p>Built on Spring Cloud Gateway: a handler mapping that asks the steps instead of scanning routes, a list of filters that
 * is sorted once, and its Netty and WebSocket clients. May use {@code exchange}, {@code problem}, {@code match}, {@code edge}
 * and the passports of {@code auth}. Runs on event loops; never blocks.
 */
@NullMarked
package org.palmgateway.gateway.forward;

import org.jspecify.annotations.NullMarked;
