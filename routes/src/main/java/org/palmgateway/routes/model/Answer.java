package org.palmgateway.routes.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.compose.Composition;
import org.palmgateway.routes.path.PathPattern;

/** What answers the requests of a route. */
public sealed interface Answer {

    /**
     * One of the department's upstreams.
     *
     * @param upstreams ids of those that may answer, at least one
     * @param path the path appended to the upstream's, with variables of the route's pattern only
     * @param canary the version that a share of the callers is given instead; null when there is none
     */
    record Forwarded(
            List<String> upstreams,
            PathPattern path,
            @Nullable Canary canary) implements Answer {
        /** Copies the list; a route without an upstream is refused. */
        public Forwarded {
            upstreams = List.copyOf(upstreams);
            if (upstreams.isEmpty()) {
                throw new IllegalArgumentException("upstreams: none (expected: at least one)");
            }
        }
    }

    /**
     * Another version of what answers, for a share of the callers: always the same ones, so that it does not come and go between somebody's
     * requests.
     *
     * @param percent how many in a hundred callers, 1 to 100
     * @param upstreams ids of the upstreams that may answer them, at least one
     * @param path the path appended to the upstream's, with variables of the route's pattern only
     */
    record Canary(int percent, List<String> upstreams, PathPattern path) {
        /** Copies the list; one without callers or without an upstream is refused. */
        public Canary {
            upstreams = List.copyOf(upstreams);
            if (upstreams.isEmpty() || percent < 1 || percent > 100) {
                throw new IllegalArgumentException(
                        "canary: " + percent + "% at " + upstreams + " (expected: 1% to 100%, at least one upstream)");
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
