package org.palmgateway.gateway.explain;

import java.util.Optional;
import org.palmgateway.gateway.access.Authorization;
import org.palmgateway.gateway.problem.AccessProblem;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.model.Access;
import org.palmgateway.routes.model.Audience;
import org.palmgateway.routes.snapshot.Coverage;
import org.palmgateway.routes.snapshot.Snapshot;

/** Decisions about one route, the same for a call and for what a call is composed of. Pure functions. */
final class Decisions {

    private Decisions() {}

    /** Returns why the caller of a question may not have a route; empty when it may. */
    static Optional<Problem> refused(Snapshot snapshot, CompiledRoute route, Question question) {
        Access access = route.route().access();
        if (access.audience() == Audience.PUBLIC) {
            return Optional.empty();
        }
        if (question.audience().isEmpty()) {
            return Optional.of(new AccessProblem.TokenMissing(access.audience().word()));
        }
        return Authorization.decide(
                        access, question.audience().get(), question.scopes(), question.roles(), question.assurance())
                .or(() -> question.issuer()
                        .flatMap(issuer -> Authorization.subscribed(snapshot, route, issuer, question.application())));
    }

    /** Returns what of its subscriptions lets the application of a question call a route; nothing when the route does not ask for one. */
    static Optional<String> subscription(Snapshot snapshot, CompiledRoute route, Question question) {
        return question.issuer()
                .map(issuer -> snapshot.coverage(route, issuer, question.application()))
                .filter(Coverage.Covered.class::isInstance)
                .map(Coverage.Covered.class::cast)
                .map(covered -> "The application is subscribed: " + String.join(", ", covered.by()) + ".");
    }

    /** Returns what is to be said of a route that is closed when the request comes. */
    static Optional<String> maintenance(Snapshot snapshot, CompiledRoute route, Question question) {
        return snapshot.policies()
                .maintenance(route, question.at())
                .map(closed -> "It is under maintenance until "
                        + closed.terms().until() + ": " + closed.terms().reason() + " ("
                        + closed.terms().author() + ").");
    }
}
