package org.palmgateway.gateway.forward;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.palmgateway.gateway.answer.TrafficMeters;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.TrafficProblem;
import org.palmgateway.gateway.protect.Choice;
import org.palmgateway.gateway.protect.DepartmentLoad;
import org.palmgateway.gateway.protect.Departments;
import org.palmgateway.gateway.protect.UpstreamChoice;
import org.palmgateway.routes.policy.TrafficOverride.Maintenance;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Sends a request to one of the route's upstreams, within its time and as far as the department can take it, and again where that
 * is safe.
 *
 * <p>An attempt is over when the answer's header section has arrived: from then on the answer streams to the caller, whose own pace
 * says nothing about the department. A WebSocket holds its upstream as long as it is open, but no place among the calls at once.
 */
public final class Attempts implements GlobalFilter, Ordered {

    private final Departments departments;
    private final DepartmentFailures failures;
    private final TrafficMeters meters;
    private final Clock clock;
    private final UpstreamChoice choice = new UpstreamChoice(ThreadLocalRandom::current);

    /**
     * Makes the filter.
     *
     * @param departments knows how busy and how well each department is
     * @param failures names what goes wrong with a department
     * @param meters counts what is shed and retried
     * @param clock tells which maintenance is under way
     */
    public Attempts(Departments departments, DepartmentFailures failures, TrafficMeters meters, Clock clock) {
        this.departments = departments;
        this.failures = failures;
        this.meters = meters;
        this.clock = clock;
    }

    /** After whatever prepares the department's request, and before the clients that send it, whose order is the last and the last but one. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE - 10;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Facts facts = Facts.of(exchange);
        Instant now = clock.instant();
        Optional<Maintenance> maintenance = facts.snapshot().policies().maintenance(facts.route(), now);
        if (maintenance.isPresent()) {
            meters.shed(facts.route().department().id(), facts.appliedPolicy().priority(), "maintenance");
            return Mono.error(new ProblemException(problem(facts, maintenance.get(), now)));
        }
        DepartmentLoad load = departments.of(
                facts.route().department().id(), facts.appliedPolicy().route());
        load.request();
        Outbound outbound = new Outbound(exchange, facts, load, choice, meters);
        ServerHttpRequest request = exchange.getRequest();
        if (isWebSocket(request.getHeaders())) {
            return openWebSocket(outbound, chain);
        }
        Allowance allowance = Allowance.of(facts, request);
        if (!allowance.repeatable() || !DepartmentClient.hasBody(request.getHeaders())) {
            return new Sending(outbound, chain, allowance, failures).send(1);
        }
        return KeptBody.of(request).flatMap(kept -> {
            ServerWebExchange again = exchange.mutate().request(kept).build();
            return new Sending(new Outbound(again, facts, load, choice, meters), chain, allowance, failures).send(1);
        });
    }

    /** Never repeated; of what happens after the opening nothing is counted. */
    private static Mono<Void> openWebSocket(Outbound outbound, GatewayFilterChain chain) {
        Choice chosen = outbound.choose(Set.of());
        if (chosen instanceof Choice.Unavailable unavailable) {
            return Mono.error(outbound.paused(unavailable));
        }
        Choice.Chosen to = (Choice.Chosen) chosen;
        outbound.address(to.upstream());
        return chain.filter(outbound.exchange())
                .doOnError(error -> to.call().failed(Duration.ZERO))
                .doFinally(signal -> to.call().released());
    }

    private static Problem problem(Facts facts, Maintenance maintenance, Instant now) {
        Instant until = maintenance.terms().until();
        long seconds =
                Math.max(1, Duration.between(now, until).plusNanos(999_999_999).toSeconds());
        return new TrafficProblem.InMaintenance(
                facts.route().department().id(), maintenance.zh(), maintenance.en(), until, seconds);
    }

    private static boolean isWebSocket(HttpHeaders headers) {
        return "websocket".equalsIgnoreCase(headers.getFirst(HttpHeaders.UPGRADE));
    }
}
