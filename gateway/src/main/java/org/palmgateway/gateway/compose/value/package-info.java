/**
 * The values of a composed call: what templates stand for, whether conditions hold, and the form that results are given.
 *
 * <p>Pure functions of a declared composition and what is known of a call; may use {@code routes.compose} and nothing of the gateway. JSON
 * trees are shared and not changed. Any thread.
 */
@NullMarked
package org.palmgateway.gateway.compose.value;

import org.jspecify.annotations.NullMarked;
