/** How much memory is allocated for a request: what guards against getting slower, since times are not to be trusted on a shared machine. */
@NullMarked
package org.palmgateway.bench.allocation;

import org.jspecify.annotations.NullMarked;
