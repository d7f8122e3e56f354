/**
 * What is known of a request, and the shape of the steps that find it out.
 *
 * <p>May use {@code problem}, the snapshot of {@code routes} and the principal of {@code auth}. Values are immutable; a step
 * is shared by all requests and holds no state of any.
 */
@NullMarked
package org.palmgateway.gateway.exchange;

import org.jspecify.annotations.NullMarked;
