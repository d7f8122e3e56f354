package org.palmgateway.gateway.forward;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.exchange.Part;
import org.palmgateway.gateway.exchange.Steps;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.routes.model.Route.WhenDown;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.handler.FilteringWebHandler;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Forwards a request that has passed the steps, within the time of its route, and to the region above when its own cannot be
 * reached and the route says so.
 *
 * <p>The list of filters is sorted when the node starts, not at every request.
 */
public final class RouteWebHandler extends FilteringWebHandler {

    /** Methods that a client does not ask to change anything by (RFC 9110 §9.2.1). */
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final List<GatewayFilter> filters;
    private final RegionAbove above;
    private final Steps access;
    private final ScgRoutes routes;
    private final DepartmentFailures failures;

    /**
     * Makes the handler.
     *
     * @param globals the filters of every route, in any order
     * @param above chooses the route of a region further up
     * @param access the steps that a request has to pass again for another route: from authentication to limits
     * @param routes the routes in the form that filters read
     * @param failures names what went wrong with a department
     */
    public RouteWebHandler(
            List<GlobalFilter> globals,
            RegionAbove above,
            Steps access,
            ScgRoutes routes,
            DepartmentFailures failures) {
        super(List.of(), false);
        List<GlobalFilter> sorted = new ArrayList<>(globals);
        AnnotationAwareOrderComparator.sort(sorted);
        this.filters =
                sorted.stream().<GatewayFilter>map(filter -> filter::filter).toList();
        this.above = above;
        this.access = access;
        this.routes = routes;
        this.failures = failures;
    }

    @Override
    protected List<GatewayFilter> getCombinedFilters(Route route) {
        return filters;
    }

    /** Forwards an exchange of the gateway's own, whose facts name its route. */
    public Mono<Void> forward(ServerWebExchange exchange) {
        exchange.getAttributes()
                .put(
                        ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR,
                        routes.of(Facts.of(exchange).route()));
        return handle(exchange);
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange) {
        Facts facts = Facts.of(exchange);
        Mono<Void> forwarded = super.handle(exchange)
                .timeout(facts.route().route().timeouts().response())
                .onErrorMap(error ->
                        failures.problem(error, facts.route().department().id()));
        boolean repeatable = facts.route().route().whenDown() == WhenDown.PARENT_REGION
                && SAFE.contains(exchange.getRequest().getMethod().name())
                && !DepartmentClient.hasBody(exchange.getRequest().getHeaders());
        return repeatable ? forwarded.onErrorResume(error -> takeAbove(exchange, facts, error)) : forwarded;
    }

    private Mono<Void> takeAbove(ServerWebExchange exchange, Facts facts, Throwable error) {
        boolean answered = exchange.getResponse().isCommitted();
        if (answered || !(error instanceof ProblemException problem) || !failures.isDown(problem.problem())) {
            return Mono.error(error);
        }
        @Nullable Part part = facts.part();
        return above.next(facts, exchange.getRequest().getMethod().name())
                .filter(next -> part == null || part.allowed().test(next.route()))
                .map(next -> access.run(exchange.getRequest(), next, known -> known.keepIn(exchange))
                        .flatMap(passed -> {
                            Forgetting.answer(exchange);
                            return forward(exchange);
                        }))
                .orElseGet(() -> Mono.error(error));
    }
}
