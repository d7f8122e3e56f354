/**
 * Says which route a request would hit and why, or what comes nearest; of a composed one also what it would call. Holds snapshots
 * against what owners expect of them.
 *
 * <p>Uses the same pure functions as the data plane, so the two cannot disagree. May use {@code match}, {@code access},
 * {@code problem}, {@code record} and the values of composed calls. Looks at every route for the nearest miss, so it belongs on the admin plane only.
 */
@NullMarked
package org.palmgateway.gateway.explain;

import org.jspecify.annotations.NullMarked;
