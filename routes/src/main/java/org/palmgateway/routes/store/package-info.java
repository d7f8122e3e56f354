/**
 * Where bundles come from and where they are kept: a watched directory, and the last good state on disk.
 *
 * <p>May use {@code bundle} and {@code snapshot}. Reading and writing files blocks, so it happens on a thread of its own,
 * never on one that serves requests.
 */
@NullMarked
package org.palmgateway.routes.store;

import org.jspecify.annotations.NullMarked;
