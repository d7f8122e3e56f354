package org.palmgateway.routes.model;

import java.util.List;
import java.util.Set;
import org.palmgateway.routes.policy.Limit;

/**
 * What an owner offers to applications: a set of its routes, and how much of them.
 *
 * @param id unique among the owner's plans
 * @param name what people call it
 * @param approval who has to agree to a subscription
 * @param limits what each application may ask for, its quota among them; every one counts each application for itself
 * @param routes ids of the routes that it covers
 * @param departments ids of the departments of which it covers every route that asks for a subscription
 * @param origin where it was written down
 */
public record SubscriptionPlan(
        String id,
        LocalText name,
        Approval approval,
        List<Limit> limits,
        Set<String> routes,
        Set<String> departments,
        Origin origin) {

    /** Who has to agree to a subscription. */
    public enum Approval {
        /** Nobody: it holds at once. */
        AUTOMATIC,
        /** Somebody who may speak for the owner. */
        MANUAL
    }

    /** Copies the collections. */
    public SubscriptionPlan {
        limits = List.copyOf(limits);
        routes = Set.copyOf(routes);
        departments = Set.copyOf(departments);
    }

    /** Tells whether a subscription to it lets an application call a route of the same owner. */
    public boolean covers(Route route) {
        return route.access().subscription()
                && (routes.contains(route.id()) || departments.contains(route.department()));
    }
}
