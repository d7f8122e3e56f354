/**
 * Compositions: one call of a phone that is answered by several calls to departments. What owners declare, and the plan that follows from it.
 *
 * <p>May use {@code document} and {@code path}. A composition is checked as a whole when it is read: a value that nothing provides, branches
 * that wait for each other, and names that collide are mistakes of the bundle, not of a request. Immutable; any thread.
 */
@NullMarked
package org.palmgateway.routes.compose;

import org.jspecify.annotations.NullMarked;
