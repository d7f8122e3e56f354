package org.palmgateway.routes.snapshot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.palmgateway.routes.model.Bundle;
import org.palmgateway.routes.model.Route;
import org.palmgateway.routes.model.SubscriptionPlan;
import org.palmgateway.routes.policy.PlacedLimit;
import org.palmgateway.routes.policy.Source;
import org.palmgateway.routes.policy.Target;

/**
 * A plan with its limits at their place.
 *
 * @param id the plan's id
 * @param limits its limits, which add up with all others
 */
record CompiledPlan(String id, List<PlacedLimit> limits) {

    /** Copies the limits. */
    CompiledPlan {
        limits = List.copyOf(limits);
    }

    /** Returns the plans that cover each route of a bundle that asks for a subscription; routes of the same plans share one list. */
    static Map<String, List<CompiledPlan>> byRoute(Bundle bundle) {
        if (bundle.plans().isEmpty()) {
            return Map.of();
        }
        Map<SubscriptionPlan, CompiledPlan> compiled = new HashMap<>();
        bundle.plans().forEach(plan -> compiled.put(plan, of(bundle.owner(), plan)));
        Map<List<CompiledPlan>, List<CompiledPlan>> shared = new HashMap<>();
        Map<String, List<CompiledPlan>> plans = new HashMap<>();
        for (Route route : bundle.routes()) {
            List<CompiledPlan> covering = new ArrayList<>();
            for (SubscriptionPlan plan : bundle.plans()) {
                if (plan.covers(route)) {
                    covering.add(compiled.get(plan));
                }
            }
            if (!covering.isEmpty()) {
                plans.put(route.id(), shared.computeIfAbsent(List.copyOf(covering), list -> list));
            }
        }
        return plans;
    }

    private static CompiledPlan of(String owner, SubscriptionPlan plan) {
        Target target = Target.plan(owner, plan.id());
        Source source = new Source(target.toString(), "bundle " + plan.origin());
        return new CompiledPlan(
                plan.id(),
                plan.limits().stream()
                        .map(limit -> new PlacedLimit(target, limit, source))
                        .toList());
    }
}
