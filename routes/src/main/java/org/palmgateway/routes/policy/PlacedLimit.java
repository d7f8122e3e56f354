package org.palmgateway.routes.policy;

/**
 * A limit at the place where it is set. Its buckets belong to the place and the id, so that they outlive changes of its numbers.
 *
 * @param target the place
 * @param limit the limit
 * @param source what says it
 */
public record PlacedLimit(Target target, Limit limit, Source source) {

    /** Returns the name that is unique in the province, such as {@code region/330000/per-citizen}. */
    public String name() {
        return target + "/" + limit.id();
    }
}
