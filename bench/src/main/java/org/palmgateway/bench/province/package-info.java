/**
 * A made-up province of any size: its bundles, and requests that fit them.
 *
 * <p>May use {@code routes} only. Everything is worked out from a size and a seed, so that two runs measure the same.
 * Immutable; safe for any number of threads.
 */
@NullMarked
package org.palmgateway.bench.province;

import org.jspecify.annotations.NullMarked;
