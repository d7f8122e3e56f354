package org.palmgateway.routes.policy;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What holds for one request: the route's policy, and the application's if there is one.
 *
 * @param route the route's
 * @param application the application's; null when it has none
 */
public record AppliedPolicy(EffectivePolicy route, @Nullable EffectivePolicy application) {

    /** Returns the limits, of which every one must pass. */
    public List<PlacedLimit> limits() {
        return application == null
                ? route.limits()
                : Stream.concat(route.limits().stream(), application.limits().stream())
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
