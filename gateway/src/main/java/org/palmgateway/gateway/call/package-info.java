/**
 * Exchanges of the gateway's own: what goes to a department by the filters that forward any request, but is answered to the gateway and
 * not to a caller. And bodies that are needed more than once.
 *
 * <p>May use {@code exchange}. Whoever sends such an exchange must take the body that arrives or give it up, or its connection is lost.
 */
@NullMarked
package org.palmgateway.gateway.call;

import org.jspecify.annotations.NullMarked;
