/**
 * The command line of the jar, for a developer's pipeline: check, compare and publish bundles, ask about requests, verify the audit.
 *
 * <p>One class a command. What needs a running gateway goes through its admin API like everybody else's calls, so no command can do what its
 * caller's token does not allow. May use {@code explain}, {@code problem} and {@code settings}. Each command runs on one thread.
 */
@NullMarked
package org.palmgateway.gateway.command;

import org.jspecify.annotations.NullMarked;
