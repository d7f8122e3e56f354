package org.palmgateway.gateway.edge;

import java.util.List;
import java.util.function.BiFunction;
import org.palmgateway.gateway.answer.Answers;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.exchange.Trace;
import org.palmgateway.gateway.settings.DataPlaneSettings;
import org.palmgateway.routes.snapshot.LiveSnapshot;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;

/**
 * The first and the last to see a request: starts its facts, completes its answer, renders its problem, and has it recorded.
 */
public final class EdgeHandler implements HttpHandler {

    private static final String OF_SIGN_IN = EdgeHandler.class.getName() + ".ofSignIn";

    private final BiFunction<ServerHttpRequest, ServerHttpResponse, ServerWebExchange> exchanges;
    private final WebHandler next;
    private final LiveSnapshot live;
    private final DataPlaneSettings settings;
    private final RequestIds ids;
    private final ProblemAnswer problems;
    private final Answers answers;
    private final Drain drain;
    private final boolean sharesHostWithSignIn;
    private final Lanes lanes;

    /**
     * Makes the handler.
     *
     * @param exchanges makes exchanges
     * @param next answers what is not refused here
     * @param live where the snapshot of a request is taken from
     * @param settings the limits of the data plane
     * @param ids makes request ids
     * @param problems renders problems
     * @param answers records what was answered
     * @param drain tells whether the node is stopping
     * @param lanes what answers requests that ask for something else than what is live
     * @param sharesHostWithSignIn whether the identity provider's pages are served under the same host
     */
    public EdgeHandler(
            BiFunction<ServerHttpRequest, ServerHttpResponse, ServerWebExchange> exchanges,
            WebHandler next,
            LiveSnapshot live,
            DataPlaneSettings settings,
            RequestIds ids,
            ProblemAnswer problems,
            Answers answers,
            Drain drain,
            Lanes lanes,
            boolean sharesHostWithSignIn) {
        this.exchanges = exchanges;
        this.next = next;
        this.live = live;
        this.settings = settings;
        this.ids = ids;
        this.problems = problems;
        this.answers = answers;
        this.drain = drain;
        this.lanes = lanes;
        this.sharesHostWithSignIn = sharesHostWithSignIn;
    }

    /** Lets an answer keep its cookies: it is the identity provider's, and not a department's. */
    public static void answersSignIn(ServerWebExchange exchange) {
        exchange.getAttributes().put(OF_SIGN_IN, true);
    }

    @Override
    public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
        CallerAnswer answer = new CallerAnswer(response, settings.wholeAnswers().toBytes());
        ServerWebExchange exchange = exchanges.apply(request, answer);
        HttpHeaders headers = request.getHeaders();
        Caller caller = Caller.of(request, settings.trustedPeers());
        caller.keepIn(exchange);
        String given = caller.requestId(headers);
        Trace trace = Trace.from(headers.getOrEmpty("traceparent"));
        Facts.of(
                        given == null ? ids.next() : given,
                        trace,
                        live.current(),
                        System.nanoTime(),
                        caller.origin(headers, settings.trustedPeers()))
                .keepIn(exchange);
        answer.beforeCommit(() -> {
            boolean ofSignIn = exchange.getAttributes().containsKey(OF_SIGN_IN);
            if (sharesHostWithSignIn && !ofSignIn) {
                AnswerFields.confine(answer.getHeaders());
            }
            AnswerFields.complete(response, Facts.of(exchange), ofSignIn, drain.begun());
            return Mono.empty();
        });
        return answered(exchange, headers.getOrEmpty(Lanes.FIELD))
                .onErrorResume(error -> problems.answer(exchange, error))
                .doFinally(signal -> answers.record(exchange, caller.address()))
                .then(Mono.defer(answer::setComplete));
    }

    private Mono<Void> answered(ServerWebExchange exchange, List<String> passes) {
        if (passes.isEmpty()) {
            return Mono.defer(() -> next.handle(exchange));
        }
        return lanes.snapshot(passes).flatMap(lane -> {
            Facts.of(exchange).withSnapshot(lane).keepIn(exchange);
            return next.handle(exchange);
        });
    }
}
