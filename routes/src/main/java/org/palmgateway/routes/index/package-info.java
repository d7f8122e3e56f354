/**
 * Finds the route of a request.
 *
 * <p>A trie over path segments whose leaves hold routes by method and region. May use {@code compose}, {@code model}, {@code path}
 * and {@code region}. A {@link org.palmgateway.routes.index.RouteIndex} is immutable and read by any number of threads; one
 * thread at a time edits a new one from it.
 */
@NullMarked
package org.palmgateway.routes.index;

import org.jspecify.annotations.NullMarked;
