package org.palmgateway.gateway.forward;

import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.filter.NettyRoutingFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.web.server.ServerWebExchange;
import reactor.netty.http.client.HttpClient;

/**
 * Sends requests to departments.
 *
 * <p>The HTTP client repeats a request by itself when a kept connection turns out to be closed. That is right for requests that
 * change nothing and have no body; any other must never be sent twice behind the caller's back.
 */
public final class DepartmentClient extends NettyRoutingFilter {

    private static final Set<String> REPEATABLE = Set.of("GET", "HEAD");

    /**
     * Makes the client.
     *
     * @param client the HTTP client with its pool of connections
     * @param filters drop the fields that are for one hop only
     * @param properties the settings of Spring Cloud Gateway
     */
    public DepartmentClient(
            HttpClient client, ObjectProvider<List<HttpHeadersFilter>> filters, HttpClientProperties properties) {
        super(client, filters, properties);
    }

    @Override
    protected HttpClient getHttpClient(Route route, ServerWebExchange exchange) {
        HttpClient client = super.getHttpClient(route, exchange);
        return REPEATABLE.contains(exchange.getRequest().getMethod().name()) ? client : client.disableRetry(true);
    }
}
