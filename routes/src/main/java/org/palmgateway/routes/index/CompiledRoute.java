package org.palmgateway.routes.index;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.compose.Branch;
import org.palmgateway.routes.model.Answer;
import org.palmgateway.routes.model.Department;
import org.palmgateway.routes.model.Route;
import org.palmgateway.routes.model.Upstream;
import org.palmgateway.routes.path.NormalPath;
import org.palmgateway.routes.path.PathPattern;

/**
 * A route with the department and upstreams it goes to, looked up once.
 *
 * <p>A bundle that did not change keeps its compiled routes from snapshot to snapshot, so their identity may serve as a key.
 *
 * @param owner the owner of the bundle it comes from
 * @param route the route
 * @param department the department that answers it
 * @param upstreams the upstreams that may answer it, at least one; none when it is composed
 * @param canary those that may answer callers who are given the canary; none when there is no canary
 */
public record CompiledRoute(
        String owner, Route route, Department department, List<Upstream> upstreams, List<Upstream> canary) {

    /** Copies the upstreams. */
    public CompiledRoute {
        upstreams = List.copyOf(upstreams);
        canary = List.copyOf(canary);
    }

    /** Tells whether it may lead to addresses only that operators allow. */
    public boolean guarded() {
        return upstreams.stream().anyMatch(Upstream::guarded) || canary.stream().anyMatch(Upstream::guarded);
    }

    /** Returns the upstreams that may answer, of the canary or of the route itself. */
    public List<Upstream> upstreams(boolean ofCanary) {
        return ofCanary ? canary : upstreams;
    }

    /**
     * Returns the address that a request of this route goes to, without query.
     *
     * @param upstream one of the route's upstreams
     * @param path a path that the route's pattern matches
     * @param ofCanary whether it goes to the canary
     */
    public String address(Upstream upstream, NormalPath path, boolean ofCanary) {
        return upstream.server() + target(upstream, path, ofCanary);
    }

    /**
     * Returns the path that a request of this route goes to at an upstream.
     *
     * @param upstream one of the route's upstreams
     * @param path a path that the route's pattern matches
     * @param ofCanary whether it goes to the canary
     */
    public String target(Upstream upstream, NormalPath path, boolean ofCanary) {
        String below = upstreamPath(ofCanary).expand(route.pattern(), path);
        String base = upstream.url().getRawPath();
        if (base.isEmpty() || base.equals("/")) {
            return below;
        }
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + below;
    }

    /** Returns the path at the upstreams, of the canary or of the route itself. */
    public PathPattern upstreamPath(boolean ofCanary) {
        Answer.@Nullable Canary other = route.canary();
        return ofCanary && other != null ? other.path() : route.upstreamPath();
    }

    /**
     * Tells whether this route, which is composed, may call another one in the name of its callers. Without the other owner's word it may
     * not, since it could take what one department knows of a citizen to another one.
     *
     * @param branch the branch that calls
     * @param called the other route
     */
    public boolean mayCall(Branch branch, CompiledRoute called) {
        boolean allowed = called.owner.equals(owner)
                || called.route.composedBy().contains(owner)
                || called.route.composedBy().contains(Route.ANY_OWNER);
        return allowed
                && called.route.composition() == null
                && branch.departments().contains(called.department.ownId());
    }
}
