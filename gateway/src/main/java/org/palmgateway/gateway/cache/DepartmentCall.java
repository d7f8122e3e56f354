package org.palmgateway.gateway.cache;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.palmgateway.gateway.call.CapturedResponse;
import org.palmgateway.gateway.call.InnerExchange;
import org.palmgateway.gateway.exchange.Disclosure;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Asks a department on the cache's own account, by the filters that forward any request: passports, breakers, retries and all. It goes on
 * when the caller it was begun for leaves.
 *
 * @param caller the exchange of the caller that it is begun for
 * @param chain the filters after the cache
 */
record DepartmentCall(ServerWebExchange caller, GatewayFilterChain chain) {

    /**
     * Sends a request. What goes wrong after the header section has arrived is told as well.
     *
     * @param request the request
     * @param disclosure how much the department is told of the caller
     * @param arrived told of the response when its header section is there
     * @param failed told of why there is none
     */
    void send(ServerHttpRequest request, Disclosure disclosure, Consumer<Fetched> arrived, Consumer<Throwable> failed) {
        AtomicBoolean told = new AtomicBoolean();
        CapturedResponse captured = new CapturedResponse(response -> {
            if (told.compareAndSet(false, true)) {
                arrived.accept(Fetched.of(response));
            } else {
                response.body().giveUp();
            }
        });
        chain.filter(new InnerExchange(caller, request, captured, disclosure))
                .subscribe(
                        nothing -> {},
                        error -> {
                            told.set(true);
                            failed.accept(error);
                        },
                        () -> {
                            if (told.compareAndSet(false, true)) {
                                failed.accept(
                                        new IllegalStateException("A department's exchange ended without an answer."));
                            }
                        });
    }

    /** Sends a request, and completes with the response when its header section is there. */
    Mono<Fetched> fetch(ServerHttpRequest request, Disclosure disclosure) {
        return Mono.defer(() -> {
            Sinks.One<Fetched> arrived = Sinks.one();
            send(request, disclosure, arrived::tryEmitValue, arrived::tryEmitError);
            return arrived.asMono();
        });
    }
}
