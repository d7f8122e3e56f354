package org.palmgateway.routes.index;

import java.util.Set;

/** What the index found for a request. */
public sealed interface Match {

    /**
     * A route.
     *
     * @param route the route
     * @param served code of the region whose route it is
     */
    record Hit(CompiledRoute route, String served) implements Match {}

    /** No route has this path. */
    record UnknownPath() implements Match {}

    /**
     * Routes have this path, but not with this method.
     *
     * @param allowed the methods that would have found one, for {@code Allow} (RFC 9110 §10.2.1)
     */
    record WrongMethod(Set<String> allowed) implements Match {}

    /**
     * The affair exists, but neither in the region that was asked for nor above it.
     *
     * @param offeredIn codes of the regions that offer it
     */
    record NotOffered(Set<String> offeredIn) implements Match {}

    /**
     * Several regions offer the affair, the province does not, and the request named none.
     *
     * @param offeredIn codes of the regions to choose from
     */
    record RegionNeeded(Set<String> offeredIn) implements Match {}
}
