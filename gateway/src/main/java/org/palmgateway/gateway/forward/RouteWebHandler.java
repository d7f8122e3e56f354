package org.palmgateway.gateway.forward;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.exchange.Part;
import org.palmgateway.gateway.exchange.Steps;
import org.palmgateway.gateway.exchange.Within;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.routes.model.Route.WhenDown;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Forwards a request that has passed the steps, within the time of its route, and to the region above when its own cannot be
 * reached and the route says so.
 */
public final class RouteWebHandler implements WebHandler {

    /** Methods that a client does not ask to change anything by (RFC 9110 §9.2.1). */
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final GatewayFilterChain filters;
    private final RegionAbove above;
    private final Steps access;
    private final DepartmentFailures failures;
    private final EventLoops<Scheduler> timers;

    /**
     * Makes the handler.
     *
     * @param filters the filters of every route, first one first
     * @param above chooses the route of a region further up
     * @param access the steps that a request has to pass again for another route: from authentication to limits
     * @param failures names what went wrong with a department
     * @param timers bound how long answers may take
     */
    public RouteWebHandler(
            List<GlobalFilter> filters,
            RegionAbove above,
            Steps access,
            DepartmentFailures failures,
            EventLoops<Scheduler> timers) {
        this.filters = chain(filters);
        this.above = above;
        this.access = access;
        this.failures = failures;
        this.timers = timers;
    }

    private static GatewayFilterChain chain(List<GlobalFilter> filters) {
        if (filters.isEmpty()) {
            return exchange -> Mono.empty();
        }
        GlobalFilter first = filters.get(0);
        GatewayFilterChain rest = chain(filters.subList(1, filters.size()));
        return exchange -> first.filter(exchange, rest);
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange) {
        Facts facts = Facts.of(exchange);
        Mono<Void> forwarded = Within.of(
                        filters.filter(exchange),
                        facts.route().route().timeouts().response(),
                        timers.own())
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
                            DepartmentAnswer.forget(exchange);
                            return handle(exchange);
                        }))
                .orElseGet(() -> Mono.error(error));
    }
}
