package org.palmgateway.gateway.explain;

import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.snapshot.Overlap;

/**
 * Two routes that share requests, and a request that proves it.
 *
 * @param kind what the one does to the other, as a word
 * @param route id of the one
 * @param other id of the other
 * @param owner the other's owner
 * @param method method of the request
 * @param path its path
 * @param region the region that it names; null when it names none
 */
public record OverlapView(
        String kind,
        String route,
        String other,
        String owner,
        String method,
        String path,
        @Nullable String region) {

    /** Shows an overlap. */
    public static OverlapView of(Overlap overlap) {
        return new OverlapView(
                Scalars.word(overlap.kind()),
                overlap.own(),
                overlap.other(),
                overlap.owner(),
                overlap.example().method(),
                overlap.example().path(),
                overlap.example().region());
    }
}
