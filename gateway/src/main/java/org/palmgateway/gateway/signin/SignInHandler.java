package org.palmgateway.gateway.signin;

import java.net.URI;
import java.util.List;
import org.palmgateway.gateway.edge.Caller;
import org.palmgateway.gateway.edge.DepartmentFields;
import org.palmgateway.gateway.edge.EdgeFilter;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.exchange.Steps;
import org.palmgateway.gateway.forward.DepartmentClient;
import org.palmgateway.gateway.forward.WithFields;
import org.palmgateway.gateway.problem.AccessProblem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.routes.model.Timeouts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.cloud.gateway.handler.FilteringWebHandler;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Forwards a request to the identity provider as it came: with cookies and credentials, which are its own, and under the host that the
 * caller knows, so that the provider's addresses are right for the caller. Its cookies pass, and reach no department, since no
 * department is ever sent a cookie.
 */
public final class SignInHandler extends FilteringWebHandler {

    static final String PATH = SignInHandler.class.getName() + ".path";

    private static final Logger LOG = LoggerFactory.getLogger(SignInHandler.class);

    private final URI upstream;
    private final Steps limits;
    private final Route route;

    /**
     * Makes the handler.
     *
     * @param upstream where the identity provider is reached, without a path
     * @param limits the limits that every request has to keep
     * @param client sends the request
     * @param answer sends the answer back
     */
    public SignInHandler(URI upstream, Steps limits, DepartmentClient client, NettyWriteResponseFilter answer) {
        super(List.<GlobalFilter>of(answer, client), false);
        this.upstream = upstream;
        this.limits = limits;
        this.route = Route.async()
                .id("sign-in")
                .uri(upstream)
                .asyncPredicate(exchange -> Mono.just(true))
                .metadata(DepartmentClient.TIMEOUTS, Timeouts.DEFAULT)
                .metadata(DepartmentClient.IS_GUARDED, false)
                .build();
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange) {
        Facts facts = Facts.of(exchange);
        return limits.run(exchange.getRequest(), facts, known -> {}).flatMap(passed -> forward(exchange, facts));
    }

    private Mono<Void> forward(ServerWebExchange exchange, Facts facts) {
        EdgeFilter.answersSignIn(exchange);
        HttpHeaders fields = DepartmentFields.ofSignIn(exchange.getRequest(), facts, Caller.of(exchange));
        exchange.getAttributes().put(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR, route);
        exchange.getAttributes().put(ServerWebExchangeUtils.PRESERVE_HOST_HEADER_ATTRIBUTE, true);
        exchange.getAttributes().put(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR, address(exchange));
        ServerWebExchange sent = exchange.mutate()
                .request(new WithFields(exchange.getRequest(), fields))
                .build();
        return super.handle(sent)
                .timeout(Timeouts.DEFAULT.response())
                .onErrorMap(error -> !(error instanceof ProblemException), error -> {
                    LOG.debug("The identity provider at {} gave no answer", upstream, error);
                    return new ProblemException(new AccessProblem.IdentityUnavailable());
                });
    }

    private URI address(ServerWebExchange exchange) {
        String path = exchange.getRequiredAttribute(PATH);
        String query = exchange.getRequest().getURI().getRawQuery();
        return URI.create(upstream + path + (query == null ? "" : '?' + query));
    }
}
