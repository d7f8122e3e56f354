package org.palmgateway.gateway.limit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.policy.AppliedPolicy;
import org.palmgateway.routes.policy.Dimension;
import org.palmgateway.routes.policy.PlacedLimit;

/** Finds the buckets that a request is charged to. Pure functions. */
final class Subjects {

    private Subjects() {}

    static List<Demand> demands(RequestSubject subject, AppliedPolicy policy) {
        List<PlacedLimit> limits = policy.limits();
        List<Demand> demands = new ArrayList<>(limits.size());
        for (PlacedLimit limit : limits) {
            demands.add(demand(limit, subject, policy.route().weight()));
        }
        return demands;
    }

    static Demand demand(PlacedLimit limit, RequestSubject subject, long permits) {
        return new Demand(limit, new BucketKey(limit.name(), key(limit, subject)), permits);
    }

    private static String key(PlacedLimit limit, RequestSubject subject) {
        StringBuilder key = new StringBuilder(48);
        for (Dimension dimension : limit.limit().per()) {
            @Nullable String value = subject.value(dimension);
            if (value == null) {
                SubjectKey.addUnnamed(key, dimension, subject.address());
            } else {
                SubjectKey.add(key, dimension, value);
            }
        }
        return key.toString();
    }
}
