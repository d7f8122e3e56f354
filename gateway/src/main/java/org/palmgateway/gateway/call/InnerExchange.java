package org.palmgateway.gateway.call;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.palmgateway.gateway.exchange.Disclosure;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;

/** An exchange with a department in the place of a caller's: with attributes of its own, so that it leaves nothing in the caller's. */
public final class InnerExchange extends ServerWebExchangeDecorator {

    private final ServerHttpRequest request;
    private final ServerHttpResponse response;
    private final Map<String, Object> attributes;

    /**
     * Makes one that starts with what is known of the caller's.
     *
     * @param caller the caller's exchange
     * @param request the request
     * @param response takes the answer
     * @param disclosure how much the department is told of the caller
     */
    public InnerExchange(
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
