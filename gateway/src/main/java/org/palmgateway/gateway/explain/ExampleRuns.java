package org.palmgateway.gateway.explain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.palmgateway.gateway.explain.Explanation.HeldValue;
import org.palmgateway.gateway.match.RouteChoice;
import org.palmgateway.gateway.problem.ProblemTexts;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.model.Audience;
import org.palmgateway.routes.model.Example;
import org.palmgateway.routes.snapshot.CandidateCheck;
import org.palmgateway.routes.snapshot.CompiledBundle;
import org.palmgateway.routes.snapshot.Snapshot;

/**
 * Holds a snapshot against the examples of all owners, each answered by the same decisions as a request.
 *
 * <p>Policies are those of a caller whom no override for a share of the callers reaches. A pure function; safe for any number of threads.
 */
public final class ExampleRuns implements CandidateCheck {

    private static final int REACHED_BY_NONE = 99;
    private static final String NOTHING = "nothing";

    private final Plans plans;

    /**
     * Makes the check.
     *
     * @param texts says what a problem means
     */
    public ExampleRuns(ProblemTexts texts) {
        this.plans = new Plans(texts, new Viewer.Everything());
    }

    /** One example with what came of it, and what of that is not as expected. */
    private record Run(List<String> expected, List<String> came) {

        void compare(String name, String wanted, String found) {
            if (!wanted.equals(found)) {
                expected.add(name + ": " + wanted);
                came.add(name + ": " + found);
            }
        }
    }

    @Override
    public List<Failure> check(Snapshot candidate) {
        List<Failure> failures = new ArrayList<>();
        for (CompiledBundle compiled : new TreeMap<>(candidate.bundles()).values()) {
            for (Example example : compiled.bundle().examples()) {
                Run run = run(candidate, example);
                if (!run.expected().isEmpty()) {
                    failures.add(new Failure(
                            compiled.bundle().owner(),
                            example.id(),
                            example.origin(),
                            String.join("; ", run.expected()),
                            String.join("; ", run.came())));
                }
            }
        }
        return failures;
    }

    private Run run(Snapshot candidate, Example example) {
        Question question = question(candidate, example.request());
        RouteChoice choice = RouteChoice.of(
                candidate,
                question.method(),
                question.path(),
                question.region().map(List::of).orElseGet(List::of));
        Outcome outcome = Outcome.of(candidate, question, choice, plans);
        Example.Expectation expected = example.expected();
        Run run = new Run(new ArrayList<>(), new ArrayList<>());
        if (expected.route() != null) {
            String route = outcome.route().map(found -> found.route().id()).orElse(NOTHING);
            run.compare("route", expected.route(), route);
        }
        if (expected.status() != null) {
            run.compare(
                    "status",
                    expected.status().toString(),
                    outcome.status().map(Object::toString).orElse(NOTHING));
        }
        if (expected.code() != null || expected.passes()) {
            String code = expected.code() == null ? NOTHING : expected.code();
            run.compare("code", code, outcome.code().orElse(NOTHING));
        }
        if (!expected.policy().isEmpty()) {
            Map<String, String> held = held(candidate, question, outcome.route());
            new TreeMap<>(expected.policy())
                    .forEach((name, value) -> run.compare(name, value, held.getOrDefault(name, NOTHING)));
        }
        return run;
    }

    private static Map<String, String> held(Snapshot candidate, Question question, Optional<CompiledRoute> route) {
        Map<String, String> held = new HashMap<>();
        route.map(found -> question.policy(candidate, found))
                .map(HeldValues::of)
                .orElseGet(List::of)
                .forEach((HeldValue value) -> held.put(value.name(), value.value()));
        return held;
    }

    private static Question question(Snapshot candidate, Example.Request request) {
        return new Question(
                request.method(),
                request.path(),
                Optional.ofNullable(request.region()),
                Optional.ofNullable(request.audience()).map(Audience::word),
                request.scopes(),
                request.roles(),
                request.assurance(),
                request.application(),
                REACHED_BY_NONE,
                candidate.policies().at());
    }
}
