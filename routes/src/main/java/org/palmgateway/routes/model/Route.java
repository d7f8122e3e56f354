package org.palmgateway.routes.model;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.compose.Composition;
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
 * @param composedBy owners, beside its own, whose compositions may call it in the name of a caller; {@link #ANY_OWNER} for all
 * @param answer what answers it
 * @param timeouts how long the upstream may take
 * @param whenDown what happens when the upstream cannot be reached
 * @param webSocket whether callers may open a WebSocket on it
 * @param caching for whom its answers may be kept; null when none is
 * @param policy what its bundle says about its traffic
 * @param contract which operation of a contract it offers; null when its bundle does not say
 * @param life how long it is meant to be called
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
        Set<String> composedBy,
        Answer answer,
        Timeouts timeouts,
        WhenDown whenDown,
        boolean webSocket,
        @Nullable Caching caching,
        Policy policy,
        @Nullable ContractUse contract,
        Life life,
        Origin origin) {

    /** What happens to a request whose upstream cannot be reached. */
    public enum WhenDown {
        /** The caller is told. */
        FAIL,
        /** A safe request goes to the route of the nearest region above that offers the same. */
        PARENT_REGION
    }

    /** Stands in {@link #composedBy} for every owner. */
    public static final String ANY_OWNER = "any";

    /** Copies the collections; a route without a method, or with a path variable that its pattern does not bind, or composed with a contract, is refused. */
    public Route {
        methods = Set.copyOf(methods);
        composedBy = Set.copyOf(composedBy);
        if (methods.isEmpty()) {
            throw new IllegalArgumentException("methods: none (expected: at least one)");
        }
        if (answer instanceof Answer.Forwarded forwarded && !pattern.binds(forwarded.path())) {
            throw new IllegalArgumentException(
                    "upstream.path: " + forwarded.path() + " (expected: only variables of " + pattern + ")");
        }
        if (life.successor() != null && !pattern.binds(life.successor())) {
            throw new IllegalArgumentException(
                    "life.successor: " + life.successor() + " (expected: only variables of " + pattern + ")");
        }
        if (contract != null && !(answer instanceof Answer.Forwarded)) {
            throw new IllegalArgumentException("contract: " + contract.operation() + " (expected: none with compose)");
        }
    }

    /** Returns the composition that answers it; null when an upstream does. */
    public @Nullable Composition composition() {
        return answer instanceof Answer.Composed composed ? composed.composition() : null;
    }

    /** Returns the version that a share of its callers is given instead; null when there is none. */
    public Answer.@Nullable Canary canary() {
        return answer instanceof Answer.Forwarded forwarded ? forwarded.canary() : null;
    }

    /** Returns the ids of the department's upstreams that may answer it; none when it is composed. */
    public List<String> upstreams() {
        return answer instanceof Answer.Forwarded forwarded ? forwarded.upstreams() : List.of();
    }

    /** Returns the path at its upstreams; of a composed route its own. */
    public PathPattern upstreamPath() {
        return answer instanceof Answer.Forwarded forwarded ? forwarded.path() : pattern;
    }
}
