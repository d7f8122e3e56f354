/**
 * How developers and operators reach the registry: owners, drafts, revisions, the audit.
 *
 * <p>Runs in the context of the admin plane, behind its authentication; who may do what with whose bundle the registry decides. May use
 * {@code admin}, {@code problem} and {@code settings}. Everything waits for a database, so nothing runs on event loops.
 */
@NullMarked
package org.palmgateway.gateway.registry;

import org.jspecify.annotations.NullMarked;
