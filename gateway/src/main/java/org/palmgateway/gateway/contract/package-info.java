/**
 * Checks requests against what their departments' contracts say, before they are forwarded.
 *
 * <p>What is checked is compiled with the bundle; here bodies are read, with a bound, and replayed. Nothing blocks: long bodies are checked
 * on threads of their own.
 */
@NullMarked
package org.palmgateway.gateway.contract;

import org.jspecify.annotations.NullMarked;
