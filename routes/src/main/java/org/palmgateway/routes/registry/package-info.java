/**
 * Where developers keep their bundles when they do not keep them in a directory: drafts, reviews, what is published, and what was; and
 * their applications, what those are subscribed to, and what they have called.
 *
 * <p>Kept in a database, H2 or PostgreSQL, which several nodes may share. May use {@code audit}, {@code bundle}, {@code document}, {@code
 * index}, {@code model}, {@code snapshot}, {@code store} and {@code subscription}. Methods wait for the database and for each other, so none is for an event loop.
 */
@NullMarked
package org.palmgateway.routes.registry;

import org.jspecify.annotations.NullMarked;
