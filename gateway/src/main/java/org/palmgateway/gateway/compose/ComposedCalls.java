package org.palmgateway.gateway.compose;

import java.util.function.Supplier;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.forward.RouteWebHandler;
import org.palmgateway.gateway.settings.ComposeSettings;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.channel.AbortedException;

/** Answers the requests of composed routes, once they have passed the steps. Safe for any number of threads. */
public final class ComposedCalls implements WebHandler {

    private final ComposeSettings settings;
    private final RouteWebHandler handler;
    private final Composing composing;
    private final Supplier<Scheduler> timers;

    /**
     * Makes the handler.
     *
     * @param settings how much is read
     * @param handler forwards the requests of branches
     * @param composing plans calls and runs their branches
     * @param timers gives what bounds how long a branch may take
     */
    public ComposedCalls(
            ComposeSettings settings, RouteWebHandler handler, Composing composing, Supplier<Scheduler> timers) {
        this.settings = settings;
        this.handler = handler;
        this.composing = composing;
        this.timers = timers;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange) {
        Facts facts = Facts.of(exchange);
        ServerHttpRequest request = exchange.getRequest();
        Room room = new Room(
                (int) settings.maximumBranch().toBytes(),
                settings.maximumBranches().toBytes());
        RouteCalls calls = new RouteCalls(exchange, handler, room, timers);
        return composing
                .begin(request, facts, calls)
                .flatMap(call -> {
                    call.facts().keepIn(exchange);
                    return answer(exchange, call).doFinally(signal -> Composing.end(call));
                })
                // The caller's connection is closed, and nobody is left to be told.
                .onErrorComplete(AbortedException.class);
    }

    private Mono<Void> answer(ServerWebExchange exchange, Call call) {
        Presentation presentation = Presentation.of(exchange.getRequest().getHeaders());
        Flux<BranchEnd> ends = composing.run(call);
        return presentation == Presentation.DOCUMENT
                ? WholeDocument.answer(exchange, call, ends, composing.conversions())
                : StreamedBranches.answer(exchange, presentation, ends);
    }
}
