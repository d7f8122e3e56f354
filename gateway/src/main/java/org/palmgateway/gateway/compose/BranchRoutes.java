package org.palmgateway.gateway.compose;

import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.exchange.Part;
import org.palmgateway.gateway.exchange.Steps;
import org.palmgateway.gateway.match.RouteChoice;
import org.palmgateway.gateway.problem.ComposeProblem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.routes.compose.Branch;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/** Finds the routes of branches, and whether the caller may call them. Safe for any number of threads. */
final class BranchRoutes {

    private final Steps access;

    /**
     * Makes it.
     *
     * @param access the steps that let a caller pass whose identity is known, and find what holds for its traffic
     */
    BranchRoutes(Steps access) {
        this.access = access;
    }

    /**
     * Finds the route of a branch.
     *
     * @param call what is known of the whole call
     * @param part what is asked of the branch
     * @param target where its request goes
     * @return what is known of it, its policy included; an error of {@link ProblemException} when it cannot be called
     */
    Mono<Facts> find(ServerHttpRequest request, Facts call, Branch branch, Part part, BranchTarget target) {
        return Mono.defer(() -> {
            RouteChoice choice = RouteChoice.of(call.snapshot(), branch.method(), target.path(), target.regions());
            if (choice instanceof RouteChoice.Missed missed) {
                return Mono.error(new ProblemException(missed.problem()));
            }
            RouteChoice.Found found = (RouteChoice.Found) choice;
            return call.route().mayCall(branch, found.hit().route())
                    ? access.run(
                            request,
                            call.asPart(part).withMatch(found.path(), found.regions(), found.hit()),
                            facts -> {})
                    : Mono.error(new ProblemException(
                            new ComposeProblem.NotCallable(String.join(", ", branch.departments()))));
        });
    }
}
