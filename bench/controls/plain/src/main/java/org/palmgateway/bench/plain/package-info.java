/** Spring Cloud Gateway with one route and nothing else, to compare with. */
@NullMarked
package org.palmgateway.bench.plain;

import org.jspecify.annotations.NullMarked;
