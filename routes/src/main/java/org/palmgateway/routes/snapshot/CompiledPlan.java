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
 * @param alone what an application is let by that is subscribed to nothing else
 */
record CompiledPlan(String id, List<PlacedLimit> limits, Coverage.Covered alone) {

    /** Copies the limits. */
    CompiledPlan {
        limits = List.copyOf(limits);
    }

    /** Returns what an application is let by that is subscribed to some plans; most are to one. */
    static Coverage.Covered together(List<CompiledPlan> plans) {
        if (plans.size() == 1) {
            return plans.get(0).alone();
        }
        List<String> by = new ArrayList<>();
        List<PlacedLimit> limits = new ArrayList<>();
        for (CompiledPlan plan : plans) {
            by.addAll(plan.alone().by());
            limits.addAll(plan.limits());
        }
        return new Coverage.Covered(by, limits);
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
        List<PlacedLimit> limits = plan.limits().stream()
                .map(limit -> new PlacedLimit(target, limit, source))
                .toList();
        return new CompiledPlan(plan.id(), limits, new Coverage.Covered(List.of(name(target)), limits));
    }

    /** In the words of a sentence. */
    private static String name(Target target) {
        String word = target.kind().word();
        return word + " " + target.id();
    }
}
