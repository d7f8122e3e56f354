package org.palmgateway.gateway.cache;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.exchange.Disclosure;
import org.palmgateway.gateway.exchange.Facts;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Answers from the cache, or lets the request go to its department and keeps the answer. It comes after the steps: whoever gets an answer
 * from the cache has been authenticated, authorised and charged like everybody else.
 */
public final class CacheFilter implements GlobalFilter {

    private static final Set<String> KEPT_METHODS = Set.of("GET", "HEAD");

    private final ResponseCache cache;

    /**
     * Makes the filter.
     *
     * @param cache where answers are kept
     */
    public CacheFilter(ResponseCache cache) {
        this.cache = cache;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Disclosure.EVERYTHING.keepIn(exchange);
        ServerHttpRequest request = exchange.getRequest();
        cache.invalidation().watch(exchange);
        if (!KEPT_METHODS.contains(request.getMethod().name()) || isMoreThanAQuestion(request.getHeaders())) {
            return chain.filter(exchange);
        }
        @Nullable Question question = cache.questions().of(request, Facts.of(exchange));
        if (question == null) {
            return chain.filter(exchange);
        }
        return new Asking(cache, exchange, chain, question).answer();
    }

    /** A body may decide what is answered, and whoever wants to go on in another protocol wants no answer. */
    private static boolean isMoreThanAQuestion(HttpHeaders headers) {
        return headers.getContentLength() > 0
                || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING)
                || headers.containsHeader(HttpHeaders.UPGRADE);
    }
}
