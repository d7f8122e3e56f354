package org.palmgateway.gateway.access;

import org.palmgateway.auth.token.Principal;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.exchange.Step;
import org.palmgateway.gateway.exchange.Verdict;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.routes.model.Access;
import org.palmgateway.routes.model.Audience;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/** Lets the principal pass, or says what it lacks. */
public final class Authorize implements Step {

    @Override
    public Mono<Verdict> take(ServerHttpRequest request, Facts facts) {
        Access access = facts.route().route().access();
        Principal principal = facts.principal();
        if (principal == null) {
            return Mono.just(
                    access.audience() == Audience.PUBLIC
                            ? new Verdict.Continue(facts)
                            : new Verdict.Answer(
                                    new Problem.TokenMissing(access.audience().word())));
        }
        return Mono.just(Authorization.decide(access, principal.audience(), principal.scopes(), principal.roles())
                .<Verdict>map(Verdict.Answer::new)
                .orElseGet(() -> new Verdict.Continue(facts)));
    }
}
