package org.palmgateway.gateway.compose;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.call.CapturedResponse;
import org.palmgateway.gateway.call.InnerExchange;
import org.palmgateway.gateway.exchange.Disclosure;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.forward.Reservation;
import org.palmgateway.gateway.forward.RouteWebHandler;
import org.palmgateway.routes.compose.Format;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** Sends the requests of branches by the filters that forward any request: cache, passports, breakers, retries and all. For one call. */
final class RouteCalls implements BranchCalls {

    /** What is kept is there at once. */
    private static final Duration KEPT = Duration.ofSeconds(1);

    private final ServerWebExchange caller;
    private final RouteWebHandler handler;
    private final Room room;

    RouteCalls(ServerWebExchange caller, RouteWebHandler handler, Room room) {
        this.caller = caller;
        this.handler = handler;
        this.room = room;
    }

    @Override
    public Mono<Received> send(BranchRequest request, Format format, Facts facts, @Nullable Reservation place) {
        Duration within = Objects.requireNonNull(facts.part()).within().minusNanos(System.nanoTime() - facts.started());
        return send(new InnerRequest(caller.getRequest(), request, format), facts, place, within);
    }

    @Override
    public Mono<Received> fromTheCache(BranchRequest request, Format format, Facts facts) {
        return send(new InnerRequest(caller.getRequest(), request, format).fromTheCacheAlone(), facts, null, KEPT);
    }

    private Mono<Received> send(InnerRequest request, Facts facts, @Nullable Reservation place, Duration within) {
        return Mono.create(sink -> {
            Receiving receiving = new Receiving(sink, facts.route().department().id(), room, within);
            InnerExchange exchange =
                    new InnerExchange(caller, request, new CapturedResponse(receiving::arrived), Disclosure.EVERYTHING);
            facts.keepIn(exchange);
            if (place != null) {
                place.keepIn(exchange);
            }
            Disposable sent = handler.forward(exchange).subscribe(nothing -> {}, receiving::failed, receiving::ended);
            sink.onCancel(() -> receiving.cancel(sent));
        });
    }
}
