package org.palmgateway.gateway.forward;

import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.web.server.ServerWebExchange;

/** Takes back what the clients of Spring Cloud Gateway left in an exchange, so that it can be sent once more. */
final class Forgetting {

    private Forgetting() {}

    static void answer(ServerWebExchange exchange) {
        exchange.getResponse().getHeaders().clear();
        exchange.getAttributes().remove(ServerWebExchangeUtils.GATEWAY_ALREADY_ROUTED_ATTR);
        exchange.getAttributes().remove(ServerWebExchangeUtils.CLIENT_RESPONSE_ATTR);
        exchange.getAttributes().remove(ServerWebExchangeUtils.CLIENT_RESPONSE_CONN_ATTR);
    }
}
