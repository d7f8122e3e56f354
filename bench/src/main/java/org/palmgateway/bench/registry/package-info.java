/** How long it takes from a submitted draft to a live route. */
@NullMarked
package org.palmgateway.bench.registry;

import org.jspecify.annotations.NullMarked;
