package org.palmgateway.gateway.limit;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import org.palmgateway.routes.policy.Dimension;
import org.palmgateway.routes.policy.Limit;
import org.palmgateway.routes.policy.PlacedLimit;
import org.palmgateway.routes.policy.Source;
import org.palmgateway.routes.policy.Target;

/** Limits, and demands of one citizen on them. */
final class TestDemands {

    static final Duration SECOND = Duration.ofSeconds(1);
    static final Duration MINUTE = Duration.ofMinutes(1);

    private TestDemands() {}

    static Limit limit(String id, long permits, Duration window, long burst) {
        return new Limit(id, permits, window, burst, EnumSet.of(Dimension.CITIZEN), Limit.Mode.ENFORCE);
    }

    static Limit shadow(Limit limit) {
        return new Limit(limit.id(), limit.permits(), limit.window(), limit.burst(), limit.per(), Limit.Mode.SHADOW);
    }

    static PlacedLimit placed(Limit limit) {
        return new PlacedLimit(Target.region("330000"), limit, Source.DEFAULT);
    }

    static Demand demand(Limit limit, long permits) {
        return demand(limit, "citizen=4711", permits);
    }

    static Demand demand(Limit limit, String subject, long permits) {
        PlacedLimit placed = placed(limit);
        return new Demand(placed, new BucketKey(placed.name(), subject), permits);
    }

    static Charge charge(Limits limits, Demand... demands) {
        return Objects.requireNonNull(limits.charge(List.of(demands)).block());
    }

    static boolean isGranted(Limits limits, Demand... demands) {
        return charge(limits, demands) instanceof Charge.Granted;
    }

    static long remaining(Limits limits, Demand demand) {
        return limits.standings(List.of(demand)).get(0).remaining();
    }
}
