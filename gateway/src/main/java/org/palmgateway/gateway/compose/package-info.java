/**
 * Composed calls: one request of a phone that is answered by several of the gateway's routes.
 *
 * <p>A branch is a request to a route like any other: by the same caller, authorised, charged, cached and protected by that route's own
 * rules, with a passport for its own department. What it may cost is asked before the first one is sent. May use {@code forward} and {@code
 * call} to send branches, {@code access} and {@code limit} to let them pass, {@code match} to find their routes, {@code edge} to know
 * what departments get to see, and its own {@code value} and {@code convert}. Runs on event loops; never blocks. Large
 * contents are converted on threads of their own.
 *
 * <p>A dry run is the same call with two parts exchanged: what sends the requests of branches knows the sandbox's address only, and
 * nothing is charged or counted for it.
 */
@NullMarked
package org.palmgateway.gateway.compose;

import org.jspecify.annotations.NullMarked;
