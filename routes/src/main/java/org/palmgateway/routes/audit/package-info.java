/**
 * The record of every change: who, when, what, from where and why, each entry bound to the one before by its hash.
 *
 * <p>Knows neither where entries are kept nor what the changes are. May use {@code document}.
 */
@NullMarked
package org.palmgateway.routes.audit;

import org.jspecify.annotations.NullMarked;
