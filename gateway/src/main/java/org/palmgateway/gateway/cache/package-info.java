/**
 * Keeps answers of departments for callers who may share them: a shared cache by RFC 9111, whose audience each route declares.
 *
 * <p>May use {@code answer}, {@code exchange}, {@code problem}, {@code protect}, {@code edge} and {@code settings}. Runs on event loops and never
 * blocks; content codings are computed elsewhere.
 */
@NullMarked
package org.palmgateway.gateway.cache;

import org.jspecify.annotations.NullMarked;
