package org.palmgateway.gateway.exchange;

import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/** One step in the life of a request, before it goes to its department. Never blocks. */
@FunctionalInterface
public interface Step {

    /**
     * Takes the step.
     *
     * @param request the request
     * @param facts what the steps before found out
     * @return exactly one verdict, or an error for a mistake of the gateway's own
     */
    Mono<Verdict> take(ServerHttpRequest request, Facts facts);
}
