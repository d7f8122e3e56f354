package org.palmgateway.gateway.cache;

import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a request is about, as callers name it; all under the gateway's one host.
 *
 * @param path the normal path
 * @param query the query as it was sent; null when there is none
 */
record Target(String path, @Nullable String query) implements Comparable<Target> {

    private static final Comparator<Target> ORDER =
            Comparator.comparing(Target::path).thenComparing(target -> target.query() == null ? "" : target.query());

    /** Returns about how many octets of memory this takes. */
    int octets() {
        return 120 + path.length() + (query == null ? 0 : query.length());
    }

    /** An order, by which maps find their way among texts that callers have chosen to have the same hash. */
    @Override
    public int compareTo(Target other) {
        return ORDER.compare(this, other);
    }

    @Override
    public int hashCode() {
        return 31 * path.hashCode() + Objects.hashCode(query);
    }

    @Override
    public String toString() {
        return query == null ? path : path + '?' + query;
    }
}
