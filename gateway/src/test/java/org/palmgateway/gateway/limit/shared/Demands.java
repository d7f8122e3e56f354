package org.palmgateway.gateway.limit.shared;

import java.time.Duration;
import java.util.Set;
import org.palmgateway.gateway.limit.BucketKey;
import org.palmgateway.gateway.limit.Demand;
import org.palmgateway.routes.policy.Dimension;
import org.palmgateway.routes.policy.Limit;
import org.palmgateway.routes.policy.PlacedLimit;
import org.palmgateway.routes.policy.Source;
import org.palmgateway.routes.policy.Target;

/** Makes demands of limits. */
final class Demands {

    private Demands() {}

    static Limit limit(String id, long permits, Duration window, long burst) {
        return new Limit(id, permits, window, burst, Set.of(Dimension.ROUTE), Limit.Mode.ENFORCE);
    }

    static Limit shadow(Limit limit) {
        return new Limit(limit.id(), limit.permits(), limit.window(), limit.burst(), limit.per(), Limit.Mode.SHADOW);
    }

    static Limit perMinute(long permits, long burst) {
        return limit("all", permits, Duration.ofMinutes(1), burst);
    }

    static Demand of(Limit limit, String subject, long permits) {
        PlacedLimit placed = new PlacedLimit(Target.route("r"), limit, Source.DEFAULT);
        return new Demand(placed, new BucketKey(placed.name(), subject), permits);
    }
}
