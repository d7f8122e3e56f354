package org.palmgateway.gateway.signin;

import java.net.URI;
import org.palmgateway.gateway.edge.Caller;
import org.palmgateway.gateway.edge.DepartmentFields;
import org.palmgateway.gateway.edge.EdgeHandler;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.exchange.Steps;
import org.palmgateway.gateway.forward.DepartmentAnswer;
import org.palmgateway.gateway.forward.DepartmentClient;
import org.palmgateway.gateway.forward.Destination;
import org.palmgateway.gateway.forward.WithFields;
import org.palmgateway.gateway.problem.AccessProblem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.routes.model.Timeouts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;

/**
 * Forwards a request to the identity provider as it came: with cookies and credentials, which are its own, and under the host that the
 * caller knows, so that the provider's addresses are right for the caller. Its cookies pass, and reach no department, since no
 * department is ever sent a cookie.
 */
public final class SignInHandler implements WebHandler {

    static final String PATH = SignInHandler.class.getName() + ".path";

    private static final Logger LOG = LoggerFactory.getLogger(SignInHandler.class);

    private final URI upstream;
    private final Steps limits;
    private final DepartmentClient client;
    private final DepartmentAnswer answer;

    /**
     * Makes the handler.
     *
     * @param upstream where the identity provider is reached, without a path
     * @param limits the limits that every request has to keep
     * @param client sends the request
     * @param answer sends the answer back
     */
    public SignInHandler(URI upstream, Steps limits, DepartmentClient client, DepartmentAnswer answer) {
        this.upstream = upstream;
        this.limits = limits;
        this.client = client;
        this.answer = answer;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange) {
        Facts facts = Facts.of(exchange);
        return limits.run(exchange.getRequest(), facts, known -> {}).flatMap(passed -> forward(exchange, facts));
    }

    private Mono<Void> forward(ServerWebExchange exchange, Facts facts) {
        EdgeHandler.answersSignIn(exchange);
        HttpHeaders fields = DepartmentFields.ofSignIn(exchange.getRequest(), facts, Caller.of(exchange));
        DepartmentClient.preserveHost(exchange);
        new Destination(upstream, target(exchange), false, Timeouts.DEFAULT).keepIn(exchange);
        ServerWebExchange sent = exchange.mutate()
                .request(new WithFields(exchange.getRequest(), fields))
                .build();
        return answer.filter(sent, asked -> client.filter(asked, end -> Mono.empty()))
                .timeout(Timeouts.DEFAULT.response())
                .onErrorMap(error -> !(error instanceof ProblemException), error -> {
                    LOG.debug("The identity provider at {} gave no answer", upstream, error);
                    return new ProblemException(new AccessProblem.IdentityUnavailable());
                });
    }

    private static String target(ServerWebExchange exchange) {
        String path = exchange.getRequiredAttribute(PATH);
        String query = exchange.getRequest().getURI().getRawQuery();
        return query == null ? path : path + '?' + query;
    }
}
