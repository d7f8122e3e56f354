package org.palmgateway.routes.policy;

/**
 * Where a value comes from.
 *
 * @param place the place that says it, such as {@code region/330000}; {@code gateway} for what holds when nobody says anything
 * @param document what says it there: {@code bundle} and where, {@code version 7}, {@code override o-3}, or {@code default}
 */
public record Source(String place, String document) {

    /** What holds when nobody says anything. */
    public static final Source DEFAULT = new Source("gateway", "default");

    @Override
    public String toString() {
        return place + " (" + document + ")";
    }
}
