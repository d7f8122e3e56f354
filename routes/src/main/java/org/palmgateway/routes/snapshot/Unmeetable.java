package org.palmgateway.routes.snapshot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.policy.EffectivePolicy;
import org.palmgateway.routes.policy.PlacedLimit;
import org.palmgateway.routes.policy.RoutePolicy;

/**
 * A route whose requests could never pass one of their limits, since they weigh more than the limit's burst.
 *
 * @param route the route
 * @param weight what its requests weigh
 * @param limit the limit
 */
record Unmeetable(CompiledRoute route, int weight, PlacedLimit limit) {

    /** Finds them among routes that weigh more than 1; any burst meets the others. */
    static List<Unmeetable> in(TrafficPolicies policies, Collection<CompiledRoute> routes) {
        List<Unmeetable> found = new ArrayList<>();
        for (CompiledRoute route : routes) {
            for (EffectivePolicy policy : policies.of(route).all()) {
                if (policy.weight() > 1) {
                    check(route, policy.weight(), policy, found);
                    for (RoutePolicy application : policies.ofApplications()) {
                        application.all().forEach(each -> check(route, policy.weight(), each, found));
                    }
                }
            }
        }
        return found;
    }

    private static void check(CompiledRoute route, int weight, EffectivePolicy policy, List<Unmeetable> found) {
        for (PlacedLimit limit : policy.limits()) {
            if (limit.limit().burst() < weight) {
                found.add(new Unmeetable(route, weight, limit));
            }
        }
    }

    /** Says what is allowed instead of the weight. */
    String expectedWeight() {
        return "at most " + limit.limit().burst() + ", the burst of limit " + limit.name() + " of " + limit.source();
    }

    /** Says what is allowed instead of the burst. */
    String expectedBurst() {
        return "at least " + weight + ", the weight of route " + route.route().id();
    }
}
