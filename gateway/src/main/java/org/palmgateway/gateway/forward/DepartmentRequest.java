package org.palmgateway.gateway.forward;

import org.palmgateway.gateway.edge.Caller;
import org.palmgateway.gateway.edge.DepartmentFields;
import org.palmgateway.gateway.exchange.Facts;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Makes the department's request out of the caller's: its fields, and who is calling. */
public final class DepartmentRequest implements GlobalFilter, Ordered {

    private final Introduction introduction;

    /**
     * Makes the filter.
     *
     * @param introduction tells the department who is calling
     */
    public DepartmentRequest(Introduction introduction) {
        this.introduction = introduction;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Facts facts = Facts.of(exchange);
        ServerHttpRequest request = exchange.getRequest();
        HttpHeaders fields = DepartmentFields.of(request, facts, Caller.of(exchange));
        return introduction
                .introduce(facts, request.getHeaders(), fields)
                .flatMap(introduced -> chain.filter(exchange.mutate()
                        .request(new WithFields(request, introduced))
                        .build()));
    }
}
