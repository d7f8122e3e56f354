package org.palmgateway.gateway.match;

import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.exchange.Step;
import org.palmgateway.gateway.exchange.Verdict;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/** Looks the request up in the index of its snapshot. */
public final class MatchRoute implements Step {

    @Override
    public Mono<Verdict> take(ServerHttpRequest request, Facts facts) {
        RouteChoice choice = RouteChoice.of(
                facts.snapshot(),
                request.getMethod().name(),
                request.getURI().getRawPath(),
                request.getHeaders().getOrEmpty("Palm-Region"));
        if (choice instanceof RouteChoice.Found found) {
            return Mono.just(new Verdict.Continue(facts.withMatch(found.path(), found.regions(), found.hit())));
        }
        return Mono.just(new Verdict.Answer(((RouteChoice.Missed) choice).problem()));
    }
}
