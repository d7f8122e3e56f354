/** Spring Cloud Gateway with Spring's own parts for what the gateway does, to compare with. */
@NullMarked
package org.palmgateway.bench.stock;

import org.jspecify.annotations.NullMarked;
