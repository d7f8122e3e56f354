package org.palmgateway.bench.limit;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.palmgateway.gateway.limit.Demand;
import org.palmgateway.gateway.limit.Subject;
import org.palmgateway.gateway.limit.Subjects;
import org.palmgateway.routes.policy.Dimension;
import org.palmgateway.routes.policy.Limit;
import org.palmgateway.routes.policy.PlacedLimit;
import org.palmgateway.routes.policy.Source;
import org.palmgateway.routes.policy.Target;

/** Limits of a province: first the one that each citizen has, then those that all citizens share who use a route. */
final class SampleLimits {

    /** More than a benchmark can take. */
    static final long PLENTY = Limit.MOST;

    private static final Duration DAY = Duration.ofDays(1);

    private SampleLimits() {}

    /**
     * Returns so many limits.
     *
     * @param count 1 to 6
     * @param ofCitizen how many permits each citizen has at once, and gets back in a day
     */
    static List<PlacedLimit> first(int count, long ofCitizen) {
        return List.of(
                        placed("region/330000", "per-citizen", ofCitizen, EnumSet.of(Dimension.CITIZEN)),
                        placed("department/transport", "all", PLENTY, EnumSet.of(Dimension.DEPARTMENT)),
                        placed("route/transport.permits", "all", PLENTY, EnumSet.of(Dimension.ROUTE)),
                        placed("region/330000", "per-region", PLENTY, EnumSet.of(Dimension.REGION)),
                        placed("region/330100", "per-application", PLENTY, EnumSet.of(Dimension.APPLICATION)),
                        placed(
                                "application/palm-mobile",
                                "per-route",
                                PLENTY,
                                EnumSet.of(Dimension.APPLICATION, Dimension.ROUTE)))
                .subList(0, count);
    }

    private static PlacedLimit placed(String place, String id, long permits, Set<Dimension> per) {
        Limit limit = new Limit(id, permits, DAY, permits, per, Limit.Mode.ENFORCE);
        return new PlacedLimit(Target.of(place), limit, Source.DEFAULT);
    }

    /** Returns what a request of one of many citizens asks; the same number gives the same citizen. */
    static List<Demand> demands(List<PlacedLimit> limits, int citizen) {
        String subject = new UUID(0x330000_0000_4000L, 0x8000_0000_0000_0000L | citizen).toString();
        return Subjects.demands(
                limits,
                1,
                new Subject(
                        new Subject.Citizen("https://id.palm.example/realms/citizens", subject),
                        "palm-mobile",
                        "192.0.2.1",
                        "transport",
                        "transport.permits",
                        "330100"));
    }
}
