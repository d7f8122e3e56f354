/**
 * Where bundles and policies come from and where they are kept: a watched directory, the last good state, and the journal of policies.
 *
 * <p>May use {@code bundle}, {@code policy} and {@code snapshot}. Reading and writing files blocks, so it happens on a thread of its own,
 * never on one that serves requests.
 */
@NullMarked
package org.palmgateway.routes.store;

import org.jspecify.annotations.NullMarked;
