package org.palmgateway.gateway.compose;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.call.CapturedResponse;
import org.palmgateway.gateway.call.InnerExchange;
import org.palmgateway.gateway.exchange.Disclosure;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.forward.Reservation;
import org.palmgateway.gateway.forward.RouteWebHandler;
import org.palmgateway.gateway.protect.Deadline;
import org.palmgateway.routes.compose.Format;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Sends the requests of branches by the filters that forward any request: cache, passports, breakers, retries and all. For one call. */
final class RouteCalls implements BranchCalls {

    /** What the cache has is in memory: it comes at once, however little time is left. */
    private static final Duration FROM_MEMORY = Duration.ofSeconds(1);

    private final ServerWebExchange caller;
    private final RouteWebHandler handler;
    private final Room room;
    private final Supplier<Scheduler> timers;

    RouteCalls(ServerWebExchange caller, RouteWebHandler handler, Room room, Supplier<Scheduler> timers) {
        this.caller = caller;
        this.handler = handler;
        this.room = room;
        this.timers = timers;
    }

    @Override
    public Mono<Received> send(BranchRequest request, Format format, Facts facts, @Nullable Reservation place) {
        Duration within = Objects.requireNonNull(facts.part()).within();
        return send(
                new InnerRequest(caller.getRequest(), request, format),
                facts,
                place,
                new Deadline(facts.started(), within));
    }

    @Override
    public long received() {
        return room.taken();
    }

    @Override
    public Mono<Received> fromTheCache(BranchRequest request, Format format, Facts facts) {
        return Mono.defer(() -> send(
                new InnerRequest(caller.getRequest(), request, format).fromTheCacheAlone(),
                facts,
                null,
                new Deadline(System.nanoTime(), FROM_MEMORY)));
    }

    private Mono<Received> send(InnerRequest request, Facts facts, @Nullable Reservation place, Deadline deadline) {
        return Mono.create(sink -> {
            Receiving receiving = new Receiving(sink, facts.route().department().id(), room, deadline, timers.get());
            InnerExchange exchange =
                    new InnerExchange(caller, request, new CapturedResponse(receiving::arrived), Disclosure.EVERYTHING);
            facts.keepIn(exchange);
            if (place != null) {
                place.keepIn(exchange);
            }
            Disposable sent = handler.handle(exchange).subscribe(nothing -> {}, receiving::failed, receiving::ended);
            sink.onCancel(() -> receiving.cancel(sent));
        });
    }
}
