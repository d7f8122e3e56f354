/**
 * Reads bundles that owners wrote, in YAML or JSON, and says everything that is wrong with one at once.
 *
 * <p>May use {@code document}, {@code model}, {@code path} and {@code region}. Text goes in and a {@link
 * org.palmgateway.routes.bundle.BundleReading} comes out; nothing here keeps state, so any thread may read.
 */
@NullMarked
package org.palmgateway.routes.bundle;

import org.jspecify.annotations.NullMarked;
