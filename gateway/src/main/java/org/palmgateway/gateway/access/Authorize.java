package org.palmgateway.gateway.access;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.palmgateway.auth.token.AssuranceLevels;
import org.palmgateway.auth.token.Principal;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.exchange.Step;
import org.palmgateway.gateway.exchange.Verdict;
import org.palmgateway.gateway.problem.AccessProblem;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.routes.model.Access;
import org.palmgateway.routes.model.Audience;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/** Lets the principal pass, or says what it lacks. */
public final class Authorize implements Step {

    private final Map<String, AssuranceLevels> levels;
    private final Set<String> boundApplications;

    /**
     * Makes the step.
     *
     * @param levels what the sign-ins of each issuer are worth, by the issuer's identifier
     * @param boundApplications client ids of the applications whose tokens must be bound to a key
     */
    public Authorize(Map<String, AssuranceLevels> levels, Set<String> boundApplications) {
        this.levels = Map.copyOf(levels);
        this.boundApplications = Set.copyOf(boundApplications);
    }

    @Override
    public Mono<Verdict> take(ServerHttpRequest request, Facts facts) {
        Access access = facts.route().route().access();
        Principal principal = facts.principal();
        if (principal == null) {
            return Mono.just(
                    access.audience() == Audience.PUBLIC
                            ? new Verdict.Continue(facts)
                            : new Verdict.Answer(new AccessProblem.TokenMissing(
                                    access.audience().word())));
        }
        Optional<Problem> refused = Authorization.decide(
                        access, principal.audience(), principal.scopes(), principal.roles(), principal.level())
                .or(() -> Authorization.subscribed(
                        facts.snapshot(), facts.route(), principal.issuer(), principal.application()));
        if (refused.isEmpty()
                && mustBeBound(access, principal)
                && principal.keyThumbprint().isEmpty()) {
            return Mono.just(new Verdict.Answer(new AccessProblem.ProofRequired()));
        }
        return Mono.just(refused.<Verdict>map(problem -> new Verdict.Answer(withWayOut(problem, principal)))
                .orElseGet(() -> new Verdict.Continue(facts)));
    }

    private boolean mustBeBound(Access access, Principal principal) {
        return access.audience() != Audience.PUBLIC
                && (access.dpop() || boundApplications.contains(principal.application()));
    }

    /** Tells the caller which sign-in at its own issuer would do. */
    private Problem withWayOut(Problem problem, Principal principal) {
        if (problem instanceof AccessProblem.AssuranceTooLow low) {
            AssuranceLevels worth = levels.getOrDefault(principal.issuer(), AssuranceLevels.NUMBERS);
            return new AccessProblem.AssuranceTooLow(low.needed(), worth.reaching(low.needed()));
        }
        return problem;
    }
}
