/**
 * The edge: what happens to every request before and after anything else, and what never comes in or goes out.
 *
 * <p>Gives each request its id and trace, holds its limits, works out who is really calling over trusted proxies, and renders
 * problems in one place. May use {@code exchange}, {@code problem}, {@code answer} and {@code settings}. Runs on event loops;
 * never blocks.
 */
@NullMarked
package org.palmgateway.gateway.edge;

import org.jspecify.annotations.NullMarked;
