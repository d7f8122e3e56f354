package org.palmgateway.routes.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * That a route would share requests with another owner's.
 *
 * @param kind how
 * @param own id of the route of the bundle that is looked at
 * @param other id of the other owner's route
 * @param owner the other owner
 * @param example a request that proves it
 */
public record Overlap(Kind kind, String own, String other, String owner, Example example) {

    /** How two routes share requests. */
    public enum Kind {
        /** Both have the same path, method and region; the bundle is refused. */
        AMBIGUOUS,
        /** What the other route answers now, this one would. */
        SHADOWS,
        /** What this route's method, path and region describe, the other one would answer. */
        SHADOWED,
        /** No request at all would reach this route; the other one answers some of those it describes. */
        UNREACHABLE
    }

    /**
     * A request that was looked up.
     *
     * @param method its method
     * @param path its path, in the normal spelling
     * @param region the region that it asks for; null when it names none
     */
    public record Example(
            String method, String path, @Nullable String region) {}
}
