package org.palmgateway.gateway.forward;

import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.exchange.Steps;
import org.springframework.cloud.gateway.config.GlobalCorsProperties;
import org.springframework.cloud.gateway.handler.RoutePredicateHandlerMapping;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.core.env.Environment;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Finds the route of a request by taking the steps, in the place of a scan over all routes. */
public final class StepsHandlerMapping extends RoutePredicateHandlerMapping {

    private final WebHandler composed;
    private final Steps steps;
    private final ScgRoutes routes;

    /**
     * Makes the mapping.
     *
     * @param handler forwards what the steps let pass
     * @param composed answers what is composed
     * @param steps the steps before forwarding
     * @param routes the routes in the form that the gateway's filters read
     * @param environment the settings of Spring Cloud Gateway
     */
    public StepsHandlerMapping(
            RouteWebHandler handler, WebHandler composed, Steps steps, ScgRoutes routes, Environment environment) {
        super(handler, Flux::empty, new GlobalCorsProperties(), environment);
        this.composed = composed;
        this.steps = steps;
        this.routes = routes;
    }

    @Override
    protected Mono<?> getHandlerInternal(ServerWebExchange exchange) {
        return super.getHandlerInternal(exchange)
                .map(handler -> Facts.of(exchange).route().route().composition() == null ? handler : composed);
    }

    @Override
    protected Mono<Route> lookupRoute(ServerWebExchange exchange) {
        return steps.run(exchange.getRequest(), Facts.of(exchange), facts -> facts.keepIn(exchange))
                .map(facts -> routes.of(facts.route()));
    }
}
