package org.palmgateway.gateway.cache;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a response is kept under, apart from the fields that it varies by.
 *
 * @param target what was asked for
 * @param route id of the route, which is that of one region
 * @param pattern the route's path, and
 * @param upstreamPath the path behind it, which tell together with the target where the department has it; a route that is led elsewhere
 *     starts anew
 * @param canary whether it is what callers of the route's canary are given
 * @param fields the request fields that the route names, in the order of their names: name, value, name, value
 * @param partition who shares it
 */
record CacheKey(
        Target target,
        String route,
        String pattern,
        String upstreamPath,
        boolean canary,
        List<String> fields,
        Partition partition)
        implements Comparable<CacheKey> {

    /** Octets of a key apart from its texts and its partition: records, references, its entry in the cache and in the index. */
    private static final int OVERHEAD = 400;

    CacheKey {
        fields = List.copyOf(fields);
    }

    /**
     * What changes forget together.
     *
     * @param target what was asked for
     * @param person whose it is; null when it is shared
     */
    record Place(Target target, Partition.@Nullable Person person) implements Comparable<Place> {
        /** By the target only, which is what callers choose. */
        @Override
        public int compareTo(Place other) {
            return target.compareTo(other.target);
        }
    }

    /** By the target only, which is what callers choose. */
    @Override
    public int compareTo(CacheKey other) {
        return target.compareTo(other.target);
    }

    /** Returns the place that it belongs to. */
    Place place() {
        return new Place(
                target,
                partition instanceof Partition.User user ? new Partition.Person(user.issuer(), user.subject()) : null);
    }

    /** Returns about how many octets of memory this takes. */
    int octets() {
        int octets = OVERHEAD + target.octets();
        for (String field : fields) {
            octets += 56 + field.length();
        }
        return octets + partition.octets();
    }
}
