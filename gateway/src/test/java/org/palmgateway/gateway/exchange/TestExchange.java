package org.palmgateway.gateway.exchange;

import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.adapter.DefaultServerWebExchange;
import org.springframework.web.server.i18n.AcceptHeaderLocaleContextResolver;
import org.springframework.web.server.session.DefaultWebSessionManager;

/** Requests and exchanges without a server behind them. */
public final class TestExchange {

    private TestExchange() {}

    /** A request with fields given as name, value, name, value. */
    public static ServerHttpRequest request(String method, String target, String... fields) {
        HttpHeaders headers = new HttpHeaders();
        for (int i = 0; i < fields.length; i += 2) {
            headers.add(fields[i], fields[i + 1]);
        }
        return new TestRequest(HttpMethod.valueOf(method), URI.create(target), headers);
    }

    public static ServerWebExchange of(ServerHttpRequest request) {
        return new DefaultServerWebExchange(
                request,
                new TestResponse(),
                new DefaultWebSessionManager(),
                ServerCodecConfigurer.create(),
                new AcceptHeaderLocaleContextResolver());
    }
}
