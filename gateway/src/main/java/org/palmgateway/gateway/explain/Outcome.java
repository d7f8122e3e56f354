package org.palmgateway.gateway.explain;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.match.RouteChoice;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.routes.compose.Composition;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.snapshot.Snapshot;

/**
 * What would become of a request, without the reasons: so it costs about as much as the request itself would.
 *
 * @param route the route; empty when none is found
 * @param status status code the gateway itself would answer with; empty when the request would go to a department
 * @param code code of that problem; empty when the request would go to a department
 */
record Outcome(Optional<CompiledRoute> route, Optional<Integer> status, Optional<String> code) {

    static Outcome of(Snapshot snapshot, Question question, RouteChoice choice, Plans plans) {
        if (choice instanceof RouteChoice.Missed missed) {
            return refused(Optional.empty(), missed.problem());
        }
        RouteChoice.Found found = (RouteChoice.Found) choice;
        CompiledRoute route = found.hit().route();
        Optional<Problem> refused = Decisions.refused(snapshot, route, question);
        if (refused.isPresent()) {
            return refused(Optional.of(route), refused.get());
        }
        @Nullable Composition composition = route.route().composition();
        Optional<PlannedBranch> fatal = composition == null
                ? Optional.empty()
                : plans.of(snapshot, question, found, composition).fatal();
        return new Outcome(
                Optional.of(route),
                fatal.flatMap(branch -> branch.target().status()),
                fatal.flatMap(branch -> branch.target().code()));
    }

    private static Outcome refused(Optional<CompiledRoute> route, Problem problem) {
        return new Outcome(
                route,
                Optional.of(problem.kind().status()),
                Optional.of(problem.kind().code()));
    }
}
