/**
 * What is kept of an answer after it has left: numbers for operators and for developers, and a record when one is asked for.
 *
 * <p>May use {@code exchange}, {@code problem}, {@code record} and {@code settings}. Called on event loops, so nothing here waits: a record
 * that cannot be queued is counted and dropped.
 */
@NullMarked
package org.palmgateway.gateway.answer;

import org.jspecify.annotations.NullMarked;
