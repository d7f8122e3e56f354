package org.palmgateway.routes.policy;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What holds for one request: the route's policy, the application's if there is one, and what the application's plans allow it.
 *
 * @param route the route's
 * @param application the application's; null when it has none
 * @param ofPlans limits of the plans by which the application may call the route
 */
public record AppliedPolicy(EffectivePolicy route, @Nullable EffectivePolicy application, List<PlacedLimit> ofPlans) {

    /** Copies the limits. */
    public AppliedPolicy {
        ofPlans = List.copyOf(ofPlans);
    }

    /** Makes one without plans. */
    public AppliedPolicy(EffectivePolicy route, @Nullable EffectivePolicy application) {
        this(route, application, List.of());
    }

    /** Returns the limits, of which every one must pass. */
    public List<PlacedLimit> limits() {
        if (application == null && ofPlans.isEmpty()) {
            return route.limits();
        }
        List<PlacedLimit> ofApplication = application == null ? List.of() : application.limits();
        return Stream.of(route.limits(), ofApplication, ofPlans)
                .flatMap(List::stream)
                .toList();
    }

    /** Returns the longest time from the request's arrival until its answer begins: the shorter of the two. */
    public Duration deadline() {
        return application == null || application.deadline().compareTo(route.deadline()) > 0
                ? route.deadline()
                : application.deadline();
    }

    /** Returns how much the request matters: the application's word stands over the route's. */
    public Priority priority() {
        return application == null || application.source(Setting.PRIORITY).equals(Source.DEFAULT)
                ? route.priority()
                : application.priority();
    }
}
