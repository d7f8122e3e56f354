package org.palmgateway.gateway.compose;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.problem.AccessProblem;
import org.palmgateway.gateway.problem.ComposeProblem;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.routes.compose.Branch;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What came of a branch.
 *
 * @param branch the branch
 * @param result what stands for it; missing when nothing does
 * @param state what became of it
 * @param source where the result comes from
 * @param age how long ago its department made the result, in whole seconds
 * @param took time from its start to its end
 * @param problem what went wrong; null when nothing did
 */
record BranchEnd(
        Branch branch,
        JsonNode result,
        State state,
        Source source,
        long age,
        Duration took,
        @Nullable Problem problem) {

    static BranchEnd answered(Branch branch, Result result, Duration took) {
        State state = result.stale() ? State.STALE : State.OK;
        return new BranchEnd(branch, result.value(), state, result.source(), result.age(), took, null);
    }

    static BranchEnd skipped(Branch branch) {
        return new BranchEnd(branch, MissingNode.getInstance(), State.SKIPPED, Source.NONE, 0, Duration.ZERO, null);
    }

    static BranchEnd failed(Branch branch, Problem problem, Duration took) {
        State state = problem instanceof AccessProblem ? State.FORBIDDEN : State.FAILED;
        return new BranchEnd(branch, MissingNode.getInstance(), state, Source.NONE, 0, took, problem);
    }

    /** Returns this with something in the place of its result. */
    BranchEnd instead(JsonNode other, State now, Source from, long itsAge) {
        return new BranchEnd(branch, other, now, from, itsAge, took, problem);
    }

    /** Returns this as it ended after some time. */
    BranchEnd after(Duration time) {
        return new BranchEnd(branch, result, state, source, age, time, problem);
    }

    /** Tells whether something stands for it. */
    boolean hasResult() {
        return !result.isMissingNode();
    }

    /**
     * Returns why the whole call fails on account of this branch; null when it does not.
     *
     * @param before the ends that came before
     */
    @Nullable
    Problem fatal(List<BranchEnd> before) {
        if (problem == null || !branch.isRequired()) {
            return null;
        }
        List<String> done = before.stream()
                .filter(each -> each.source() == Source.DEPARTMENT)
                .map(each -> each.branch().id())
                .toList();
        return new ComposeProblem.OfBranch(branch.id(), problem, done);
    }
}
