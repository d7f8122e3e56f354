package org.palmgateway.routes.index;

import java.util.List;
import org.palmgateway.routes.model.Department;
import org.palmgateway.routes.model.Route;
import org.palmgateway.routes.model.Upstream;
import org.palmgateway.routes.path.NormalPath;

/**
 * A route with the department and upstreams it goes to, looked up once.
 *
 * <p>A bundle that did not change keeps its compiled routes from snapshot to snapshot, so their identity may serve as a key.
 *
 * @param owner the owner of the bundle it comes from
 * @param route the route
 * @param department the department that answers it
 * @param upstreams the upstreams that may answer it, at least one; none when it is composed
 */
public record CompiledRoute(String owner, Route route, Department department, List<Upstream> upstreams) {

    /** Copies the upstreams. */
    public CompiledRoute {
        upstreams = List.copyOf(upstreams);
    }

    /**
     * Returns the address that a request of this route goes to, without query.
     *
     * @param upstream one of the route's upstreams
     * @param path a path that the route's pattern matches
     */
    public String address(Upstream upstream, NormalPath path) {
        String base = upstream.url().toString();
        String below = route.upstreamPath().expand(route.pattern(), path);
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + below;
    }
}
