package org.palmgateway.gateway.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.explain.Explanation.HeldValue;
import org.palmgateway.gateway.explain.Explanation.HitRoute;
import org.palmgateway.gateway.explain.Explanation.NearMiss;
import org.palmgateway.gateway.explain.Explanation.Plan;
import org.palmgateway.gateway.match.RouteChoice;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.gateway.problem.ProblemTexts;
import org.palmgateway.routes.compose.Composition;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.model.Access;
import org.palmgateway.routes.model.Answer;
import org.palmgateway.routes.model.Audience;
import org.palmgateway.routes.model.Caching;
import org.palmgateway.routes.model.Life;
import org.palmgateway.routes.model.Route;
import org.palmgateway.routes.path.MalformedPath;
import org.palmgateway.routes.path.NormalPath;
import org.palmgateway.routes.region.RegionChain;
import org.palmgateway.routes.snapshot.Snapshot;

/** Answers questions about requests. A pure function; safe for any number of threads. */
public final class Explain {

    private final ProblemTexts texts;

    /**
     * Makes the explainer.
     *
     * @param texts says what a problem means
     */
    public Explain(ProblemTexts texts) {
        this.texts = texts;
    }

    /**
     * Explains everything.
     *
     * @param snapshot the configuration to ask
     * @param question the request
     */
    public Explanation explain(Snapshot snapshot, Question question) {
        return explain(snapshot, question, new Viewer.Everything());
    }

    /**
     * Explains, as far as the viewer may see.
     *
     * @param snapshot the configuration to ask
     * @param question the request
     * @param viewer who asks; of a route that it may not see, department, origin and the values of policies are empty, and of a near miss
     *     the methods
     */
    public Explanation explain(Snapshot snapshot, Question question, Viewer viewer) {
        List<String> region = question.region().map(List::of).orElseGet(List::of);
        RouteChoice choice = RouteChoice.of(snapshot, question.method(), question.path(), region);
        if (choice instanceof RouteChoice.Found found) {
            return viewer.sees(found.hit().route().owner())
                    ? hit(snapshot, question, found, new Plans(texts, viewer))
                    : anothers(snapshot, question, found);
        }
        return miss(snapshot, question, ((RouteChoice.Missed) choice).problem(), viewer);
    }

    /** Explains a hit of a route that the viewer may not see: what anyone learns who sends the request, and whom to ask. */
    private Explanation anothers(Snapshot snapshot, Question question, RouteChoice.Found found) {
        CompiledRoute compiled = found.hit().route();
        List<String> why = new ArrayList<>();
        why.add("Path " + found.path() + " is of the form " + compiled.route().pattern() + ".");
        why.add(served(found));
        if (Decisions.maintenance(snapshot, compiled, question).isPresent()) {
            why.add("It is under maintenance.");
        }
        access(snapshot, compiled, question, why);
        Outcome outcome = Outcome.of(snapshot, question, found, new Plans(texts, new Viewer.Everything()));
        return new Explanation(
                snapshot.revision(),
                Optional.of(found.path().toString()),
                found.regions().codes(),
                outcome.status(),
                outcome.code(),
                why,
                Optional.of(new HitRoute(
                        compiled.route().id(),
                        compiled.owner(),
                        "",
                        "",
                        compiled.route().pattern().toString(),
                        found.hit().served(),
                        Map.of(),
                        List.of())),
                Optional.empty(),
                HeldValues.of(question.policy(snapshot, compiled)).stream()
                        .map(held -> new HeldValue(held.name(), "", ""))
                        .toList(),
                List.of());
    }

    private Explanation hit(Snapshot snapshot, Question question, RouteChoice.Found found, Plans plans) {
        CompiledRoute compiled = found.hit().route();
        List<String> why = new ArrayList<>();
        why.add("Path " + found.path() + " is of the form " + compiled.route().pattern() + ".");
        why.add(served(found));
        Decisions.maintenance(snapshot, compiled, question).ifPresent(why::add);
        Optional<Problem> refused = access(snapshot, compiled, question, why);
        caching(compiled, question.method()).ifPresent(why::add);
        life(compiled.route(), why);
        @Nullable Composition composition = compiled.route().composition();
        Optional<Plan> plan =
                composition == null ? Optional.empty() : Optional.of(plans.of(snapshot, question, found, composition));
        plan.ifPresent(composed -> why.add(composed(composed)));
        // What the call itself is refused for is found first.
        Optional<PlannedBranch> fatal = refused.isPresent() ? Optional.empty() : plan.flatMap(Plan::fatal);
        fatal.ifPresent(branch -> why.add("Branch " + branch.id() + " is required, and cannot be called."));
        return new Explanation(
                snapshot.revision(),
                Optional.of(found.path().toString()),
                found.regions().codes(),
                refused.map(problem -> problem.kind().status())
                        .or(() -> fatal.flatMap(branch -> branch.target().status())),
                refused.map(problem -> problem.kind().code())
                        .or(() -> fatal.flatMap(branch -> branch.target().code())),
                why,
                Optional.of(route(compiled, found)),
                plan,
                HeldValues.of(question.policy(snapshot, compiled)),
                List.of());
    }

    private static String composed(Plan plan) {
        int branches = plan.branches().size();
        return "It is composed of " + branches + (branches == 1 ? " branch in " : " branches in ") + plan.steps()
                + (plan.steps() == 1 ? " step." : " steps.");
    }

    private static String served(RouteChoice.Found found) {
        RegionChain regions = found.regions();
        String served = found.hit().served();
        if (!regions.explicit()) {
            return "No region was named; " + served + " serves.";
        }
        return regions.requested().equals(served)
                ? "Region " + served + " offers it itself."
                : "Region " + regions.requested() + " does not offer it; " + served
                        + " is the nearest above that does.";
    }

    private static void life(Route route, List<String> why) {
        Life life = route.life();
        if (life.deprecated() != null) {
            why.add("Callers should go elsewhere since " + life.deprecated()
                    + (life.sunset() == null ? "." : "; it may be gone from " + life.sunset() + "."));
        }
        Answer.@Nullable Canary canary = route.canary();
        if (canary != null) {
            why.add(canary.percent() + " in 100 callers, always the same ones, are sent to "
                    + String.join(", ", canary.upstreams()) + " at " + canary.path() + " instead.");
        }
    }

    private static Optional<String> caching(CompiledRoute compiled, String method) {
        @Nullable Caching caching = compiled.route().caching();
        if (caching == null || !(method.equals("GET") || method.equals("HEAD"))) {
            return Optional.empty();
        }
        return Optional.of(
                switch (caching.audience()) {
                    case PUBLIC -> "Its answers may be kept, and are shared by all callers.";
                    case REGION -> "Its answers may be kept, and are shared by callers who ask for the same region.";
                    case APPLICATION -> "Its answers may be kept, and are shared by callers of the same application.";
                    case USER -> "Its answers may be kept, each for its caller alone.";
                });
    }

    private Optional<Problem> access(Snapshot snapshot, CompiledRoute compiled, Question question, List<String> why) {
        Access access = compiled.route().access();
        if (access.audience() == Audience.PUBLIC) {
            why.add("It is public: no token is asked for.");
            return Optional.empty();
        }
        Optional<Problem> refused = Decisions.refused(snapshot, compiled, question);
        why.add(refused.map(problem -> texts.detail(problem, Locale.ENGLISH)).orElse("The caller may pass."));
        Decisions.subscription(snapshot, compiled, question).ifPresent(why::add);
        if (refused.isEmpty() && access.dpop()) {
            why.add("The token must be bound to a key, and come with a proof that the caller holds it (RFC 9449).");
        }
        return refused;
    }

    private static HitRoute route(CompiledRoute compiled, RouteChoice.Found found) {
        return new HitRoute(
                compiled.route().id(),
                compiled.owner(),
                compiled.department().id(),
                compiled.route().origin().toString(),
                compiled.route().pattern().toString(),
                found.hit().served(),
                compiled.route().pattern().variables(found.path()),
                compiled.upstreams().stream()
                        .map(upstream -> compiled.address(upstream, found.path(), false))
                        .toList());
    }

    private Explanation miss(Snapshot snapshot, Question question, Problem problem, Viewer viewer) {
        Optional<NormalPath> path = normal(question.path());
        Optional<RegionChain> regions = question.region().isPresent()
                ? snapshot.regions().chain(question.region().get().strip())
                : Optional.of(snapshot.regions().unnamed());
        List<NearMiss> nearest =
                path.map(normal -> NearestRoutes.of(snapshot, normal, question.method())).orElseGet(List::of).stream()
                        .map(near -> viewer.sees(near.owner()) ? near : near.withoutMethods())
                        .toList();
        return new Explanation(
                snapshot.revision(),
                path.map(NormalPath::toString),
                regions.map(RegionChain::codes).orElseGet(List::of),
                Optional.of(problem.kind().status()),
                Optional.of(problem.kind().code()),
                List.of(texts.detail(problem, Locale.ENGLISH)),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                nearest);
    }

    private static Optional<NormalPath> normal(String raw) {
        try {
            return Optional.of(NormalPath.of(raw));
        } catch (MalformedPath e) {
            return Optional.empty();
        }
    }
}
