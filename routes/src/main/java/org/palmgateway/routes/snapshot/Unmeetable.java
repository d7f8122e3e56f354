package org.palmgateway.routes.snapshot;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.policy.EffectivePolicy;
import org.palmgateway.routes.policy.Limit;
import org.palmgateway.routes.policy.PlacedLimit;
import org.palmgateway.routes.policy.PolicyBook;
import org.palmgateway.routes.policy.RoutePolicy;
import org.palmgateway.routes.policy.Setting;
import org.palmgateway.routes.policy.Source;
import org.palmgateway.routes.region.RegionTree;

/**
 * A route whose requests could never pass one of their limits, since they weigh more than the limit's burst.
 *
 * @param route the route
 * @param weight what its requests weigh
 * @param weightSource what says so
 * @param limit the limit, which is enforced
 */
record Unmeetable(CompiledRoute route, int weight, Source weightSource, PlacedLimit limit) {

    /**
     * Finds them among the routes of some bundles.
     *
     * @param book what operators say
     * @param regions the tree that policies are inherited along
     * @param now a moment; those that come about when an override begins or ends later are found as well
     * @param bundles the bundles
     */
    static Set<Unmeetable> in(PolicyBook book, RegionTree regions, Instant now, Collection<CompiledBundle> bundles) {
        Set<Unmeetable> found = new LinkedHashSet<>();
        for (Instant turn : book.turnsFrom(now)) {
            TrafficPolicies policies = TrafficPolicies.ofOutspoken(book, regions, turn, bundles);
            // Any burst meets a weight of 1, and only what is said of a route itself can make it heavier.
            for (CompiledBundle bundle : bundles) {
                policies.outspoken(bundle).forEach(route -> check(route, policies, found));
            }
        }
        return found;
    }

    private static void check(CompiledRoute route, TrafficPolicies policies, Set<Unmeetable> found) {
        for (EffectivePolicy policy : policies.of(route).all()) {
            if (policy.weight() > 1) {
                check(route, policy, policy, found);
                for (RoutePolicy application : policies.ofApplications()) {
                    application.all().forEach(each -> check(route, policy, each, found));
                }
            }
        }
    }

    private static void check(
            CompiledRoute route, EffectivePolicy weighing, EffectivePolicy limiting, Set<Unmeetable> found) {
        for (PlacedLimit limit : limiting.limits()) {
            if (limit.limit().mode() == Limit.Mode.ENFORCE && limit.limit().burst() < weighing.weight()) {
                found.add(new Unmeetable(route, weighing.weight(), weighing.source(Setting.WEIGHT), limit));
            }
        }
    }

    /** Says what is allowed instead of the weight. */
    String expectedWeight() {
        return "at most " + limit.limit().burst() + ", the burst of limit " + limit.name() + " of " + limit.source();
    }

    /** Returns what is wrong with the weight. */
    DocumentProblem ofWeight() {
        return new DocumentProblem(weightSource.toString(), 0, "weight", Integer.toString(weight), expectedWeight());
    }

    /** Returns what is wrong with the burst. */
    DocumentProblem ofBurst() {
        return new DocumentProblem(
                limit.source().toString(),
                0,
                "limits." + limit.limit().id() + ".burst",
                Long.toString(limit.limit().burst()),
                "at least " + weight + ", the weight of route " + route.route().id());
    }
}
