package org.palmgateway.routes.snapshot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.model.Bundle;
import org.palmgateway.routes.model.Department;
import org.palmgateway.routes.model.Route;
import org.palmgateway.routes.model.Upstream;

/**
 * An active bundle with its routes resolved.
 *
 * @param bundle the bundle
 * @param routes its compiled routes by id
 * @param revision the snapshot revision that brought it in
 */
public record CompiledBundle(Bundle bundle, Map<String, CompiledRoute> routes, long revision) {

    /** Copies the routes. */
    public CompiledBundle {
        routes = Map.copyOf(routes);
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
            routes.put(route.id(), new CompiledRoute(bundle.owner(), route, department, upstream(route, department)));
        }
        return new CompiledBundle(bundle, routes, revision);
    }

    private static Upstream upstream(Route route, Department department) {
        List<Upstream> named = new ArrayList<>(department.upstreams());
        named.removeIf(upstream -> !upstream.id().equals(route.upstream()));
        if (named.isEmpty()) {
            throw new IllegalArgumentException(
                    "upstream: " + route.upstream() + " (expected: one of " + department.id() + ")");
        }
        return named.get(0);
    }
}
