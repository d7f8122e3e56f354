package org.palmgateway.gateway.forward;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.edge.Caller;
import org.palmgateway.gateway.edge.DepartmentFields;
import org.palmgateway.gateway.exchange.Disclosure;
import org.palmgateway.gateway.exchange.Facts;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Makes the department's request out of the caller's: its fields, and who is calling. */
public final class DepartmentRequest implements GlobalFilter {

    private final Introduction introduction;
    private final @Nullable URI publicUri;

    /**
     * Makes the filter.
     *
     * @param introduction tells the department who is calling
     * @param publicUri the address that callers know the gateway by; null when it is not known
     */
    public DepartmentRequest(Introduction introduction, @Nullable URI publicUri) {
        this.introduction = introduction;
        this.publicUri = publicUri;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Facts facts = Facts.of(exchange);
        ServerHttpRequest request = exchange.getRequest();
        Disclosure disclosure = Disclosure.of(exchange);
        Caller caller = Caller.of(exchange);
        HttpHeaders fields = disclosure == Disclosure.EVERYTHING
                ? DepartmentFields.of(request, facts, caller)
                : DepartmentFields.ofShared(request, facts, caller, disclosure, publicUri);
        return introduction
                .introduce(facts, disclosure, request.getHeaders(), fields)
                .flatMap(introduced -> chain.filter(exchange.mutate()
                        .request(new WithFields(request, introduced))
                        .build()));
    }
}
