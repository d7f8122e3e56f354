package org.palmgateway.gateway.explain;

import java.util.Optional;
import org.palmgateway.gateway.access.Authorization;
import org.palmgateway.gateway.problem.AccessProblem;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.model.Access;
import org.palmgateway.routes.model.Audience;
import org.palmgateway.routes.snapshot.Snapshot;

/** Decisions about one route, the same for a call and for what a call is composed of. Pure functions. */
final class Decisions {

    private Decisions() {}

    /** Returns why the caller of a question may not have a route; empty when it may. */
    static Optional<Problem> refused(Access access, Question question) {
        if (access.audience() == Audience.PUBLIC) {
            return Optional.empty();
        }
        return question.audience().isEmpty()
                ? Optional.of(new AccessProblem.TokenMissing(access.audience().word()))
                : Authorization.decide(
                        access, question.audience().get(), question.scopes(), question.roles(), question.assurance());
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
