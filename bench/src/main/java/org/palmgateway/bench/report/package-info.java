/**
 * Prints what was measured.
 *
 * <p>May use nothing else of this module. For one thread at a time.
 */
@NullMarked
package org.palmgateway.bench.report;

import org.jspecify.annotations.NullMarked;
