package org.palmgateway.gateway.forward;

import org.palmgateway.gateway.exchange.AtOnce;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.exchange.Steps;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;

/** Takes requests through the steps and to what answers them: their department, or what is composed of several. */
public final class RequestHandler implements WebHandler {

    private final Steps steps;
    private final WebHandler departments;
    private final WebHandler composed;

    /**
     * Makes the handler.
     *
     * @param steps the steps before a request is answered
     * @param departments forwards what the steps let pass
     * @param composed answers what is composed
     */
    public RequestHandler(Steps steps, WebHandler departments, WebHandler composed) {
        this.steps = steps;
        this.departments = departments;
        this.composed = composed;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange) {
        Mono<Facts> passed = steps.run(exchange.getRequest(), Facts.of(exchange), facts -> facts.keepIn(exchange));
        return AtOnce.flatMap(
                passed,
                facts -> (facts.route().route().composition() == null ? departments : composed).handle(exchange));
    }
}
