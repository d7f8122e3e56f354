package org.palmgateway.gateway.forward;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.exchange.Part;
import org.palmgateway.gateway.protect.Deadline;
import org.palmgateway.gateway.protect.PreferWait;
import org.palmgateway.routes.policy.AppliedPolicy;
import org.palmgateway.routes.policy.Retry;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * What one request may take.
 *
 * @param deadline until when its answer must begin
 * @param byCaller whether it is the caller, or who composed its call, who wants it so early
 * @param retry how often it is tried
 * @param repeatable whether it may arrive at its department more than once
 */
record Allowance(Deadline deadline, boolean byCaller, Retry retry, boolean repeatable) {

    static Allowance of(Facts facts, ServerHttpRequest request) {
        AppliedPolicy policy = facts.appliedPolicy();
        Duration response = facts.route().route().timeouts().response();
        @Nullable Part part = facts.part();
        @Nullable
        Duration wait = part == null ? PreferWait.of(request.getHeaders().getOrEmpty("Prefer")) : part.within();
        Retry retry =
                part == null ? policy.route().retry() : policy.route().retry().atMost(part.attempts());
        Deadline deadline = Deadline.of(facts.started(), policy.deadline(), response, wait);
        return new Allowance(
                deadline,
                wait != null && deadline.total().equals(wait),
                retry,
                Repeatable.request(request.getMethod().name(), request.getHeaders(), retry));
    }
}
