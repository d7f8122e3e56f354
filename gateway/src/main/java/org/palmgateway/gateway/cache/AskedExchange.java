package org.palmgateway.gateway.cache;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.palmgateway.gateway.exchange.Disclosure;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;

/** An exchange of the cache with a department: with attributes of its own, so that it leaves nothing in the caller's and outlives it. */
final class AskedExchange extends ServerWebExchangeDecorator {

    private final ServerHttpRequest request;
    private final ServerHttpResponse response;
    private final Map<String, Object> attributes;

    AskedExchange(
            ServerWebExchange caller, ServerHttpRequest request, ServerHttpResponse response, Disclosure disclosure) {
        super(caller);
        this.request = request;
        this.response = response;
        this.attributes = new ConcurrentHashMap<>(caller.getAttributes());
        disclosure.keepIn(this);
    }

    @Override
    public ServerHttpRequest getRequest() {
        return request;
    }

    @Override
    public ServerHttpResponse getResponse() {
        return response;
    }

    @Override
    public Map<String, Object> getAttributes() {
        return attributes;
    }
}
