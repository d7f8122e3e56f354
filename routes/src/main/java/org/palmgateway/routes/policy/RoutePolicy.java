package org.palmgateway.routes.policy;

import java.util.List;
import java.util.Map;

/**
 * What holds for a route, for every share of the subjects.
 *
 * <p>Without an override for a share of them there is one answer for all. Immutable.
 */
public final class RoutePolicy {

    /** What holds when nobody says anything. */
    public static final RoutePolicy DEFAULT =
            new RoutePolicy(new int[0], List.of(new EffectivePolicy(List.of(), Settings.NONE, Map.of())));

    private final int[] upTo;
    private final List<EffectivePolicy> policies;

    /** Takes, in ascending order, the percentile that each policy but the last holds below. */
    RoutePolicy(int[] upTo, List<EffectivePolicy> policies) {
        this.upTo = upTo;
        this.policies = List.copyOf(policies);
    }

    /** Tells whether all subjects are treated alike. */
    public boolean isUniform() {
        return upTo.length == 0;
    }

    /** Returns what holds for subjects of a percentile, 0 to 99. */
    public EffectivePolicy at(int percentile) {
        int i = 0;
        while (i < upTo.length && percentile >= upTo[i]) {
            i++;
        }
        return policies.get(i);
    }

    /** Returns what holds for those whom no override for a share of the subjects reaches. */
    public EffectivePolicy forMost() {
        return policies.get(policies.size() - 1);
    }

    /** Returns the percentile below which the policy of a position in {@link #all} holds; not of the last one. */
    public int upTo(int position) {
        return upTo[position];
    }

    /** Returns all that may hold for some subject. */
    public List<EffectivePolicy> all() {
        return policies;
    }
}
