/**
 * The last requests of callers, kept in memory so that a change can be tried on them before it is live.
 *
 * <p>Holds what decides where a request goes and nothing else: no query, body, token or subject. May use {@code exchange} and {@code problem}.
 * Written on event loops without waiting.
 */
@NullMarked
package org.palmgateway.gateway.record;

import org.jspecify.annotations.NullMarked;
