package org.palmgateway.routes.snapshot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.model.Answer;
import org.palmgateway.routes.model.Bundle;
import org.palmgateway.routes.model.Department;
import org.palmgateway.routes.model.Route;
import org.palmgateway.routes.model.Upstream;

/**
 * An active bundle with its routes resolved.
 *
 * @param bundle the bundle
 * @param routes its compiled routes by id
 * @param groups one route of each department and region, for the rest of which it stands where policies are concerned
 * @param outspoken the routes that say something about their traffic themselves
 * @param plans the plans that cover a route, by its id; none for a route that no plan covers
 * @param revision the snapshot revision that brought it in
 */
public record CompiledBundle(
        Bundle bundle,
        Map<String, CompiledRoute> routes,
        Map<TrafficPolicies.Group, CompiledRoute> groups,
        List<CompiledRoute> outspoken,
        Map<String, List<CompiledPlan>> plans,
        long revision) {

    /** Copies the collections. */
    public CompiledBundle {
        routes = Map.copyOf(routes);
        groups = Map.copyOf(groups);
        outspoken = List.copyOf(outspoken);
        plans = Map.copyOf(plans);
    }

    /** Resolves the departments and upstreams that the routes of a sound bundle name. */
    static CompiledBundle of(Bundle bundle, long revision) {
        Map<String, Department> departments = new HashMap<>();
        bundle.departments().forEach(department -> departments.put(department.id(), department));
        Map<String, CompiledRoute> routes = new HashMap<>();
        for (Route route : bundle.routes()) {
            Department department = departments.get(route.department());
            if (department == null) {
                throw new IllegalArgumentException(
                        "department: " + route.department() + " (expected: one of the bundle)");
            }
            Answer.@Nullable Canary canary = route.canary();
            List<Upstream> ofCanary = canary == null ? List.of() : upstreams(canary.upstreams(), department);
            List<Upstream> upstreams = upstreams(route.upstreams(), department);
            routes.put(route.id(), new CompiledRoute(bundle.owner(), route, department, upstreams, ofCanary));
        }
        Map<TrafficPolicies.Group, CompiledRoute> groups = new HashMap<>();
        List<CompiledRoute> outspoken = new ArrayList<>();
        for (CompiledRoute route : routes.values()) {
            groups.putIfAbsent(TrafficPolicies.Group.of(route), route);
            if (!route.route().policy().isEmpty()) {
                outspoken.add(route);
            }
        }
        return new CompiledBundle(bundle, routes, groups, outspoken, CompiledPlan.byRoute(bundle), revision);
    }

    private static List<Upstream> upstreams(List<String> ids, Department department) {
        List<Upstream> named = new ArrayList<>(department.upstreams());
        named.removeIf(upstream -> !ids.contains(upstream.id()));
        if (named.size() < ids.size()) {
            throw new IllegalArgumentException("upstreams: " + ids + " (expected: those of " + department.id() + ")");
        }
        return named;
    }
}
