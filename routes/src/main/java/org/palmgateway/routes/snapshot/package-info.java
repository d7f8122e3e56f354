/**
 * Turns the bundles of all owners into one immutable snapshot, bundle by bundle.
 *
 * <p>May use {@code model}, {@code region}, {@code index}, {@code policy} and {@code bundle}. {@link
 * org.palmgateway.routes.snapshot.Snapshot} and the compiler are safe for any number of threads; {@link
 * org.palmgateway.routes.snapshot.LiveSnapshot} hands the current one over.
 */
@NullMarked
package org.palmgateway.routes.snapshot;

import org.jspecify.annotations.NullMarked;
