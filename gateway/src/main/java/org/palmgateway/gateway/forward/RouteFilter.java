package org.palmgateway.gateway.forward;

import java.util.function.Predicate;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.exchange.Steps;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;

/**
 * Takes requests through the steps and to what answers them: their department, or what is composed of several. Requests for the few pages
 * of the gateway's own go on to Spring's handlers, which no other request needs to pass.
 */
public final class RouteFilter implements WebFilter, WebHandler, Ordered {

    private final Steps steps;
    private final WebHandler departments;
    private final WebHandler composed;
    private final Predicate<String> own;

    /**
     * Makes the filter.
     *
     * @param steps the steps before a request is answered
     * @param departments forwards what the steps let pass
     * @param composed answers what is composed
     * @param own tells of a raw path whether it may be one of the gateway's own
     */
    public RouteFilter(Steps steps, WebHandler departments, WebHandler composed, Predicate<String> own) {
        this.steps = steps;
        this.departments = departments;
        this.composed = composed;
        this.own = own;
    }

    /** After the edge. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 1;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return own.test(exchange.getRequest().getURI().getRawPath()) ? chain.filter(exchange) : handle(exchange);
    }

    /** Answers a request that turned out to be for none of the gateway's own pages. */
    @Override
    public Mono<Void> handle(ServerWebExchange exchange) {
        return steps.run(exchange.getRequest(), Facts.of(exchange), facts -> facts.keepIn(exchange))
                .flatMap(facts ->
                        (facts.route().route().composition() == null ? departments : composed).handle(exchange));
    }
}
