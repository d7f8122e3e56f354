package org.palmgateway.gateway.limit;

import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.token.Principal;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.exchange.Step;
import org.palmgateway.gateway.exchange.Verdict;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/** Looks up what holds for the request's traffic: its route's policy and its application's. */
public final class ApplyPolicy implements Step {

    @Override
    public Mono<Verdict> take(ServerHttpRequest request, Facts facts) {
        @Nullable Principal principal = facts.principal();
        String client = principal == null ? "" : principal.application();
        return Mono.just(new Verdict.Continue(facts.withPolicy(
                facts.snapshot().policies().of(facts.route(), client, percentile(principal, facts.address())))));
    }

    /** A subject stays in its percentile, so an override for a share of them does not come and go between its requests. */
    private static int percentile(@Nullable Principal principal, String address) {
        int hash = principal == null
                ? address.hashCode()
                : 31 * principal.issuer().hashCode() + principal.subject().hashCode();
        // String.hashCode leaves neighbours next to each other; a multiplication spreads them (Knuth, TAOCP 3, 6.4).
        long spread = (hash * 0x9E3779B9L) & 0xFFFFFFFFL;
        return (int) ((spread * 100) >>> 32);
    }
}
