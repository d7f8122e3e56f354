package org.palmgateway.gateway.forward;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.palmgateway.gateway.answer.TrafficMeters;
import org.palmgateway.gateway.call.KeptBody;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.protect.Choice;
import org.palmgateway.gateway.protect.DepartmentLoad;
import org.palmgateway.gateway.protect.UpstreamChoice;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Sends a request to one of the route's upstreams, within its time and as far as the department can take it, and again where that
 * is safe.
 *
 * <p>An attempt is over when the answer's header section has arrived: from then on the answer streams to the caller, whose own pace
 * says nothing about the department. A WebSocket holds its upstream as long as it is open, but no place among the calls at once.
 */
public final class Attempts implements GlobalFilter {

    private final Admission admission;
    private final DepartmentFailures failures;
    private final TrafficMeters meters;
    private final GlobalFilter sockets;
    private final EventLoops<Scheduler> timers;
    private final UpstreamChoice choice = new UpstreamChoice(ThreadLocalRandom::current);

    /**
     * Makes the filter.
     *
     * @param admission tells whether a department takes requests
     * @param failures names what goes wrong with a department
     * @param meters counts what is shed and retried
     * @param sockets opens WebSockets
     * @param timers bound how long attempts may take
     */
    public Attempts(
            Admission admission,
            DepartmentFailures failures,
            TrafficMeters meters,
            GlobalFilter sockets,
            EventLoops<Scheduler> timers) {
        this.admission = admission;
        this.failures = failures;
        this.meters = meters;
        this.sockets = sockets;
        this.timers = timers;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Facts facts = Facts.of(exchange);
        Optional<Problem> closed = admission.closed(facts);
        if (closed.isPresent()) {
            return Mono.error(new ProblemException(closed.get()));
        }
        DepartmentLoad load = admission.load(facts);
        load.request();
        Outbound outbound = new Outbound(exchange, facts, load, choice, admission, meters);
        ServerHttpRequest request = exchange.getRequest();
        if (isWebSocket(request.getHeaders())) {
            return openWebSocket(outbound, chain);
        }
        Allowance allowance = Allowance.of(facts, request);
        if (!allowance.repeatable() || !DepartmentClient.hasBody(request.getHeaders())) {
            return new Sending(outbound, chain, allowance, failures, timers.own()).send(1);
        }
        return KeptBody.of(request, Repeatable.LONGEST_BODY).flatMap(kept -> {
            ServerWebExchange again = exchange.mutate().request(kept).build();
            return new Sending(
                            new Outbound(again, facts, load, choice, admission, meters),
                            chain,
                            allowance,
                            failures,
                            timers.own())
                    .send(1);
        });
    }

    /** Never repeated; of what happens after the opening nothing is counted. */
    private Mono<Void> openWebSocket(Outbound outbound, GatewayFilterChain chain) {
        Choice chosen = outbound.choose(Set.of());
        if (chosen instanceof Choice.Unavailable unavailable) {
            return Mono.error(outbound.paused(unavailable));
        }
        Choice.Chosen to = (Choice.Chosen) chosen;
        outbound.exchange()
                .getAttributes()
                .put(
                        ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR,
                        outbound.address(to.upstream()).uri());
        Mono<Void> opened = sockets.filter(outbound.exchange(), chain)
                .doOnError(error -> to.call().failed(Duration.ZERO))
                .doFinally(signal -> to.call().released());
        return to.upstream().guarded() ? opened : opened.contextWrite(DepartmentSockets::trusted);
    }

    private static boolean isWebSocket(HttpHeaders headers) {
        return "websocket".equalsIgnoreCase(headers.getFirst(HttpHeaders.UPGRADE));
    }
}
