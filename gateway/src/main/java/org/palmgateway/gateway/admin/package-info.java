/**
 * What operators see, ask and change: the snapshot, the quarantine, explanations, health, policies, traffic, the cache, dry runs.
 *
 * <p>Runs in the context of the admin plane, behind its authentication. May use {@code explain}, {@code access}, {@code cache}, {@code
 * compose}, {@code limit}, {@code protect}, {@code problem}, {@code settings} and what {@code routes} keeps. Whatever
 * goes through much or waits for the disk is kept off event loops.
 */
@NullMarked
package org.palmgateway.gateway.admin;

import org.jspecify.annotations.NullMarked;
