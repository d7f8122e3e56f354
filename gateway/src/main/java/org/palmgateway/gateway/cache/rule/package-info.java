/**
 * The rules of RFC 9111 for a shared cache, with RFC 5861 and RFC 9213, as pure functions of fields and times.
 *
 * <p>Uses nothing else of the gateway. Immutable; any thread.
 */
@NullMarked
package org.palmgateway.gateway.cache.rule;

import org.jspecify.annotations.NullMarked;
