package org.palmgateway.gateway.application;

import java.util.function.BiFunction;
import org.palmgateway.gateway.admin.PolicyDocuments;
import org.palmgateway.gateway.problem.AdminProblem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.registry.RegistryCalls;
import org.palmgateway.gateway.settings.AdminSettings;
import org.palmgateway.routes.registry.Actor;
import org.palmgateway.routes.registry.Registry;
import org.springframework.security.core.Authentication;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Whoever sent a request, and the registry asked in his name.
 *
 * @param calls asks the registry
 * @param exchange the request
 * @param caller who sent it
 * @param reason why
 */
record Asker(RegistryCalls calls, ServerWebExchange exchange, Authentication caller, String reason) {

    /**
     * Takes a request.
     *
     * @param reason why, as it stands in the request; empty for none
     */
    static Asker of(RegistryCalls calls, ServerWebExchange exchange, Authentication caller, String reason) {
        return new Asker(calls, exchange, caller, reason.isEmpty() ? "" : PolicyDocuments.reasonInQuery(reason));
    }

    <T> Mono<T> ask(BiFunction<Registry, Actor, T> question) {
        return calls.ask(exchange, caller, question);
    }

    boolean hasRegistry() {
        return calls.present();
    }

    boolean has(String role) {
        return caller.getAuthorities().stream()
                .anyMatch(authority -> ("ROLE_" + role).equals(authority.getAuthority()));
    }

    /** Without a registry nobody knows whose an application is, so that all are the operators'. */
    <T> Mono<T> operator(AdminSettings settings, Mono<T> work) {
        return has(settings.role()) ? work : Mono.error(new ProblemException(new AdminProblem.NoRegistry()));
    }
}
