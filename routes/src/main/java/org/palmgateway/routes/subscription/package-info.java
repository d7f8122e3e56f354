/**
 * What applications are subscribed to, as every node knows it while it serves.
 *
 * <p>Immutable values without anything that waits; whoever keeps them up to date is elsewhere.
 */
@NullMarked
package org.palmgateway.routes.subscription;

import org.jspecify.annotations.NullMarked;
