package org.palmgateway.bench.cache;

import java.net.URI;
import org.palmgateway.gateway.exchange.Facts;
import org.springframework.http.HttpHeaders;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.adapter.DefaultServerWebExchange;
import org.springframework.web.server.i18n.AcceptHeaderLocaleContextResolver;
import reactor.core.publisher.Mono;

/**
 * What arrives at the cache when all steps before it are done.
 *
 * @param target what is asked for
 * @param facts what the steps found out
 */
record Asked(URI target, Facts facts) {

    private static final ServerCodecConfigurer CODECS = ServerCodecConfigurer.create();
    private static final AcceptHeaderLocaleContextResolver LOCALES = new AcceptHeaderLocaleContextResolver();

    /** Returns an exchange of this request and an answer that nobody reads. */
    ServerWebExchange with(HttpHeaders headers) {
        ServerWebExchange exchange = new DefaultServerWebExchange(
                new BareRequest(target, headers), new BareAnswer(), same -> Mono.empty(), CODECS, LOCALES);
        facts.keepIn(exchange);
        return exchange;
    }
}
