/**
 * What operators see and ask: the snapshot, the quarantine, explanations, health.
 *
 * <p>Runs in the context of the admin plane, behind its authentication. May use {@code explain}, {@code access}, {@code
 * problem}, {@code settings} and the snapshot of {@code routes}; reads only.
 */
@NullMarked
package org.palmgateway.gateway.admin;

import org.jspecify.annotations.NullMarked;
