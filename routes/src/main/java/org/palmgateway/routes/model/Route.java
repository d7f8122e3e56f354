package org.palmgateway.routes.model;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.path.PathPattern;
import org.palmgateway.routes.policy.Policy;

/**
 * One operation that the gateway exposes.
 *
 * @param id unique in the province
 * @param name what people call it
 * @param department id of the department that answers it
 * @param region GB/T 2260 code of the region it is offered in, and below
 * @param methods the request methods, upper case, at least one
 * @param pattern the request paths
 * @param access who may call it
 * @param upstreams ids of the department's upstreams that may answer it, at least one
 * @param upstreamPath the path appended to the upstream's, with variables of {@code pattern} only
 * @param timeouts how long the upstream may take
 * @param whenDown what happens when the upstream cannot be reached
 * @param webSocket whether callers may open a WebSocket on it
 * @param caching for whom its answers may be kept; null when none is
 * @param policy what its bundle says about its traffic
 * @param origin where it was written down
 */
public record Route(
        String id,
        LocalText name,
        String department,
        String region,
        Set<String> methods,
        PathPattern pattern,
        Access access,
        List<String> upstreams,
        PathPattern upstreamPath,
        Timeouts timeouts,
        WhenDown whenDown,
        boolean webSocket,
        @Nullable Caching caching,
        Policy policy,
        Origin origin) {

    /** What happens to a request whose upstream cannot be reached. */
    public enum WhenDown {
        /** The caller is told. */
        FAIL,
        /** A safe request goes to the route of the nearest region above that offers the same. */
        PARENT_REGION
    }

    /** Copies the collections; a route without a method or upstream, or with a path variable that its pattern does not bind, is refused. */
    public Route {
        methods = Set.copyOf(methods);
        upstreams = List.copyOf(upstreams);
        if (upstreams.isEmpty()) {
            throw new IllegalArgumentException("upstreams: none (expected: at least one)");
        }
        if (methods.isEmpty()) {
            throw new IllegalArgumentException("methods: none (expected: at least one)");
        }
        if (!pattern.binds(upstreamPath)) {
            throw new IllegalArgumentException(
                    "upstream.path: " + upstreamPath + " (expected: only variables of " + pattern + ")");
        }
    }
}
