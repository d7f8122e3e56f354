package org.palmgateway.gateway.explain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.palmgateway.gateway.explain.Explanation.Plan;
import org.palmgateway.gateway.match.RouteChoice;
import org.palmgateway.gateway.problem.ComposeProblem;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.gateway.problem.ProblemKind;
import org.palmgateway.gateway.problem.ProblemTexts;
import org.palmgateway.routes.compose.Branch;
import org.palmgateway.routes.compose.Composition;
import org.palmgateway.routes.compose.OnFailure;
import org.palmgateway.routes.compose.Pointer;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.policy.AppliedPolicy;
import org.palmgateway.routes.policy.PlacedLimit;
import org.palmgateway.routes.snapshot.Snapshot;

/** Works out what a composed call would do. A pure function; safe for any number of threads. */
final class Plans {

    private final ProblemTexts texts;
    private final Viewer viewer;

    Plans(ProblemTexts texts, Viewer viewer) {
        this.texts = texts;
        this.viewer = viewer;
    }

    /** Returns the plan of a composed route that was found. */
    Plan of(Snapshot snapshot, Question question, RouteChoice.Found found, Composition composition) {
        CompiledRoute composed = found.hit().route();
        Foreseen foreseen = Foreseen.of(found);
        Duration policy = policy(snapshot, question, composed).deadline();
        Duration response = composed.route().timeouts().response();
        return new Plan(
                Scalars.written(policy.compareTo(response) < 0 ? policy : response),
                composition.plan().steps().size(),
                composition.branches().stream()
                        .map(branch -> branch(
                                branch,
                                step(composition, branch),
                                target(snapshot, question, composed, branch, foreseen)))
                        .toList());
    }

    private static AppliedPolicy policy(Snapshot snapshot, Question question, CompiledRoute route) {
        return question.policy(snapshot, route);
    }

    private static int step(Composition composition, Branch branch) {
        List<Set<String>> steps = composition.plan().steps();
        int step = 0;
        while (!steps.get(step).contains(branch.id())) {
            step++;
        }
        return step + 1;
    }

    private static PlannedBranch branch(Branch branch, int step, PlannedBranch.Target target) {
        return new PlannedBranch(
                branch.id(),
                step,
                branch.method(),
                branch.path().toString(),
                List.copyOf(branch.departments()),
                branch.isRequired(),
                word(branch.onFailure()),
                Scalars.written(branch.timeout()),
                branch.attempts(),
                List.copyOf(branch.needs()),
                Optional.ofNullable(branch.when()).map(Conditions::of),
                Optional.ofNullable(branch.each()).map(Conditions::of),
                target);
    }

    private static String word(OnFailure onFailure) {
        if (onFailure instanceof OnFailure.Instead) {
            return "value";
        }
        if (onFailure instanceof OnFailure.Stale) {
            return "stale";
        }
        return onFailure instanceof OnFailure.Fail ? "fail" : "omit";
    }

    private PlannedBranch.Target target(
            Snapshot snapshot, Question question, CompiledRoute composed, Branch branch, Foreseen foreseen) {
        boolean certain = foreseen.isCertain(branch);
        Optional<String> path = foreseen.path(branch);
        if (path.isEmpty()) {
            return unreachable(path, certain, unfit(branch));
        }
        RouteChoice choice = RouteChoice.of(snapshot, branch.method(), path.get(), foreseen.region(branch));
        if (choice instanceof RouteChoice.Missed missed) {
            return unreachable(path, certain, missed.problem());
        }
        RouteChoice.Found found = (RouteChoice.Found) choice;
        CompiledRoute called = found.hit().route();
        Optional<Problem> barred = composed.mayCall(branch, called)
                ? Optional.empty()
                : Optional.of(new ComposeProblem.NotCallable(String.join(", ", branch.departments())));
        Optional<Problem> refused = barred.isPresent() ? barred : Decisions.refused(snapshot, called, question);
        List<String> why = new ArrayList<>();
        refused.map(this::detail).ifPresent(why::add);
        Decisions.maintenance(snapshot, called, question)
                .map(text -> viewer.sees(called.owner()) ? text : "It is under maintenance.")
                .ifPresent(why::add);
        List<String> limits = refused.isPresent()
                ? List.of()
                : policy(snapshot, question, called).limits().stream()
                        .map(PlacedLimit::name)
                        .toList();
        return new PlannedBranch.Target(
                path,
                certain,
                refused.isEmpty() ? "callable" : barred.isPresent() ? "unreachable" : "forbidden",
                Optional.of(called.route().id()),
                Optional.of(called.owner()),
                Optional.of(called.department().id()),
                Optional.of(found.hit().served()),
                refused.map(problem -> problem.kind().status()),
                refused.map(problem -> problem.kind().code()),
                why,
                limits);
    }

    private PlannedBranch.Target unreachable(Optional<String> path, boolean certain, Problem problem) {
        return new PlannedBranch.Target(
                path,
                certain,
                "unreachable",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(problem.kind().status()),
                Optional.of(problem.kind().code()),
                List.of(detail(problem)),
                List.of());
    }

    private static Problem unfit(Branch branch) {
        List<String> pointers = branch.with().values().stream()
                .flatMap(template -> template.pointers().stream())
                .map(Pointer::toString)
                .toList();
        return new ComposeProblem.ValueMissing(ProblemKind.INPUT_MISSING, String.join(", ", pointers));
    }

    private String detail(Problem problem) {
        return texts.detail(problem, Locale.ENGLISH);
    }
}
