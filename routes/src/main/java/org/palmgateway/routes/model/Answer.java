package org.palmgateway.routes.model;

import java.util.List;
import org.palmgateway.routes.compose.Composition;
import org.palmgateway.routes.path.PathPattern;

/** What answers the requests of a route. */
public sealed interface Answer {

    /**
     * One of the department's upstreams.
     *
     * @param upstreams ids of those that may answer, at least one
     * @param path the path appended to the upstream's, with variables of the route's pattern only
     */
    record Forwarded(List<String> upstreams, PathPattern path) implements Answer {
        /** Copies the list; a route without an upstream is refused. */
        public Forwarded {
            upstreams = List.copyOf(upstreams);
            if (upstreams.isEmpty()) {
                throw new IllegalArgumentException("upstreams: none (expected: at least one)");
            }
        }
    }

    /**
     * The gateway, out of what several routes answer.
     *
     * @param composition which routes, and how their answers are put together
     */
    record Composed(Composition composition) implements Answer {}
}
