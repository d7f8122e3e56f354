package org.palmgateway.gateway.forward;

import io.netty.handler.timeout.ReadTimeoutException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.passport.Passports;
import org.palmgateway.auth.passport.Recipient;
import org.palmgateway.auth.token.Principal;
import org.palmgateway.gateway.edge.Caller;
import org.palmgateway.gateway.edge.DepartmentFields;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.routes.model.Audience;
import org.palmgateway.routes.model.Department;
import org.palmgateway.routes.model.Department.PassportKind;
import org.palmgateway.routes.model.Department.SubjectKind;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Makes the department's request out of the caller's: its address, its fields, and the passport. */
public final class DepartmentRequest implements GlobalFilter, Ordered {

    private final Passports passports;

    /**
     * Makes the filter.
     *
     * @param passports mints passports
     */
    public DepartmentRequest(Passports passports) {
        this.passports = passports;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Facts facts = Facts.of(exchange);
        ServerHttpRequest request = exchange.getRequest();
        Caller caller = Caller.of(exchange);
        HttpHeaders headers = DepartmentFields.of(request, facts, caller);
        @Nullable String passport = passport(facts);
        if (passport != null) {
            headers.set("Palm-Passport", passport);
        }
        exchange.getAttributes().put(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR, address(request, facts));
        return chain.filter(
                exchange.mutate().request(new WithFields(request, headers)).build());
    }

    private @Nullable String passport(Facts facts) {
        Principal principal = facts.principal();
        Department department = facts.route().department();
        boolean open = facts.route().route().access().audience() == Audience.PUBLIC;
        if (principal == null || open || department.passport() == PassportKind.NONE) {
            return null;
        }
        Recipient recipient =
                new Recipient(department.id(), department.subject() == SubjectKind.REAL, department.claims());
        return passports.passport(principal, recipient).token();
    }

    /** Returns the route's address with the caller's query. */
    private static URI address(ServerHttpRequest request, Facts facts) {
        String address = facts.route().address(facts.normalPath());
        String query = request.getURI().getRawQuery();
        return URI.create(query == null ? address : address + '?' + query);
    }

    /** The caller's request with other fields. */
    private static final class WithFields extends ServerHttpRequestDecorator {
        private final HttpHeaders headers;

        WithFields(ServerHttpRequest request, HttpHeaders headers) {
            super(request);
            this.headers = headers;
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        /** What goes wrong on the caller's side must not be taken for the department's fault. */
        @Override
        public Flux<DataBuffer> getBody() {
            return super.getBody()
                    .onErrorMap(error -> new ProblemException(
                            error instanceof ReadTimeoutException
                                    ? new Problem.RequestTooSlow()
                                    : new Problem.MalformedRequest("broken-off")));
        }
    }
}
