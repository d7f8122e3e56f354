package org.palmgateway.gateway.cache.rule;

import java.util.Set;

/** Brings the fields of a stored response up to date from a 304 or a response to HEAD (RFC 9111 §3.2, §4.3.4). A pure function. */
public final class Freshening {

    /** What tells how the stored octets are to be read stays as it is. */
    private static final Set<String> OF_THE_CONTENT =
            Set.of("content-length", "content-encoding", "content-type", "content-range", "etag", "transfer-encoding");

    private Freshening() {}

    /**
     * Returns the fields of a stored response with those of a newer one in their place.
     *
     * @param stored the stored fields
     * @param newer what is kept of the newer ones
     */
    public static Fields of(Fields stored, Fields newer) {
        return stored.replacedBy(newer.without(OF_THE_CONTENT::contains));
    }
}
