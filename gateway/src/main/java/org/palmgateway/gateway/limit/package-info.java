/**
 * Limits how much each subject may ask for: token buckets by citizen, application, address, department, route and region.
 *
 * <p>A request is charged to all of its limits or to none. Buckets live in the memory of this node, or are shared by several
 * nodes through Redis and leased from there in small batches. May use {@code access}, {@code answer}, {@code exchange}, {@code match}, {@code problem} and {@code settings}, and the
 * policies of {@code routes}. Called on event loops; nothing here blocks.
 */
@NullMarked
package org.palmgateway.gateway.limit;

import org.jspecify.annotations.NullMarked;
