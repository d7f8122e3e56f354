/**
 * What owners write down: departments, upstreams, routes and the bundle that holds them.
 *
 * <p>Records that check themselves; they know nothing of files, indexes or HTTP servers. May use {@code path} for the
 * patterns of routes, {@code policy} for what they say about traffic, {@code contract} for what requests must be and {@code compose} for those
 * that are answered by several others. Immutable, so any thread may share them.
 */
@NullMarked
package org.palmgateway.routes.model;

import org.jspecify.annotations.NullMarked;
