/**
 * Protects departments from more than they can take, and callers from waiting for those that cannot answer: how many calls at once,
 * which upstream, whether it is left alone, whether a call is repeated, and how much time is left.
 *
 * <p>State and decisions only; the filter that acts on them lives elsewhere. {@link
 * org.palmgateway.gateway.protect.Departments} finds the state of a department, {@link
 * org.palmgateway.gateway.protect.UpstreamChoice} begins a call. May use the policies and the model of {@code routes}, and nothing
 * else of the gateway. Any thread may use everything here; nothing blocks.
 */
@NullMarked
package org.palmgateway.gateway.protect;

import org.jspecify.annotations.NullMarked;
