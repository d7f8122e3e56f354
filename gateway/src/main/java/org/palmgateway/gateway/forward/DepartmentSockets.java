package org.palmgateway.gateway.forward;

import java.net.URI;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.client.ReactorNettyWebSocketClient;
import org.springframework.web.reactive.socket.client.WebSocketClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.util.context.Context;

/** Opens WebSockets to departments; of routes that are guarded to addresses only that operators allow. */
public final class DepartmentSockets implements WebSocketClient {

    private static final Object TRUSTED = DepartmentSockets.class;

    private final WebSocketClient plain;
    private final WebSocketClient guarded;

    /**
     * Makes the client.
     *
     * @param client the HTTP client
     * @param resolver asked before every connection of a guarded route
     * @param spec how WebSockets are opened
     */
    public DepartmentSockets(HttpClient client, GuardedResolver resolver, Supplier<WebsocketClientSpec.Builder> spec) {
        this.plain = new ReactorNettyWebSocketClient(client, spec);
        this.guarded = new ReactorNettyWebSocketClient(client.resolver(resolver), spec);
    }

    /** Says that what is opened is of a route that may lead anywhere. */
    static Context trusted(Context context) {
        return context.put(TRUSTED, true);
    }

    @Override
    public Mono<Void> execute(URI url, WebSocketHandler handler) {
        return execute(url, new HttpHeaders(), handler);
    }

    @Override
    public Mono<Void> execute(URI url, HttpHeaders headers, WebSocketHandler handler) {
        return Mono.deferContextual(
                context -> (context.hasKey(TRUSTED) ? plain : guarded).execute(url, headers, handler));
    }
}
