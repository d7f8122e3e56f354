package org.palmgateway.gateway.limit;

import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.token.Principal;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.exchange.Percentile;
import org.palmgateway.gateway.exchange.Step;
import org.palmgateway.gateway.exchange.Verdict;
import org.palmgateway.routes.snapshot.TrafficPolicies;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/** Looks up what holds for the request's traffic: its route's policy and its application's. */
public final class ApplyPolicy implements Step {

    @Override
    public Mono<Verdict> take(ServerHttpRequest request, Facts facts) {
        @Nullable Principal principal = facts.principal();
        String issuer = principal == null ? "" : principal.issuer();
        String client = principal == null ? "" : principal.application();
        TrafficPolicies policies = facts.snapshot().policies();
        // Without an override for a share of them all callers are alike, and need not be told apart.
        int percentile = policies.isUniform() ? 0 : Percentile.of(facts);
        return Mono.just(new Verdict.Continue(
                facts.withPolicy(facts.snapshot().policy(facts.route(), issuer, client, percentile))));
    }
}
