package org.palmgateway.routes.snapshot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * @param revision the snapshot revision that brought it in
 */
public record CompiledBundle(
        Bundle bundle,
        Map<String, CompiledRoute> routes,
        Map<TrafficPolicies.Group, CompiledRoute> groups,
        List<CompiledRoute> outspoken,
        long revision) {

    /** Copies the collections. */
    public CompiledBundle {
        routes = Map.copyOf(routes);
        groups = Map.copyOf(groups);
        outspoken = List.copyOf(outspoken);
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
            routes.put(route.id(), new CompiledRoute(bundle.owner(), route, department, upstreams(route, department)));
        }
        Map<TrafficPolicies.Group, CompiledRoute> groups = new HashMap<>();
        List<CompiledRoute> outspoken = new ArrayList<>();
        for (CompiledRoute route : routes.values()) {
            groups.putIfAbsent(TrafficPolicies.Group.of(route), route);
            if (!route.route().policy().isEmpty()) {
                outspoken.add(route);
            }
        }
        return new CompiledBundle(bundle, routes, groups, outspoken, revision);
    }

    private static List<Upstream> upstreams(Route route, Department department) {
        if (!(route.answer() instanceof Answer.Forwarded forwarded)) {
            return List.of();
        }
        List<Upstream> named = new ArrayList<>(department.upstreams());
        named.removeIf(upstream -> !forwarded.upstreams().contains(upstream.id()));
        if (named.size() < forwarded.upstreams().size()) {
            throw new IllegalArgumentException(
                    "upstreams: " + forwarded.upstreams() + " (expected: those of " + department.id() + ")");
        }
        return named;
    }
}
