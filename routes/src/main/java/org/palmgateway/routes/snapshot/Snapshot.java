package org.palmgateway.routes.snapshot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.index.RouteIndex;
import org.palmgateway.routes.policy.AppliedPolicy;
import org.palmgateway.routes.policy.PolicyBook;
import org.palmgateway.routes.region.RegionTree;
import org.palmgateway.routes.subscription.Subscriptions;

/**
 * The immutable compiled form of all active bundles.
 *
 * <p>A request takes one reference at its start and uses it to its end, so a change never meets a request half-way.
 *
 * @param revision counts the snapshots, from 0 for the empty one
 * @param regions the regions
 * @param index finds routes
 * @param bundles the active bundles by owner
 * @param quarantined the refused bundles by owner
 * @param policies what holds for the traffic of each route
 * @param subscriptions what applications are subscribed to
 */
public record Snapshot(
        long revision,
        RegionTree regions,
        RouteIndex index,
        Map<String, CompiledBundle> bundles,
        SortedMap<String, Quarantine> quarantined,
        TrafficPolicies policies,
        Subscriptions subscriptions) {

    private static final Coverage NOT_ASKED = new Coverage.NotAsked();

    /** Copies the maps. */
    public Snapshot {
        bundles = Map.copyOf(bundles);
        quarantined = Collections.unmodifiableSortedMap(new TreeMap<>(quarantined));
    }

    /** Returns a snapshot without bundles and policies. */
    public static Snapshot empty(RegionTree regions) {
        TrafficPolicies none = TrafficPolicies.compile(PolicyBook.EMPTY, regions, Instant.EPOCH, List.of());
        return new Snapshot(0, regions, RouteIndex.EMPTY, Map.of(), new TreeMap<>(), none, Subscriptions.NONE);
    }

    /** Returns this snapshot with another revision. */
    public Snapshot withRevision(long other) {
        return new Snapshot(other, regions, index, bundles, quarantined, policies, subscriptions);
    }

    /** Returns the next snapshot, in which other subscriptions hold. */
    public Snapshot with(Subscriptions others) {
        return new Snapshot(revision + 1, regions, index, bundles, quarantined, policies, others);
    }

    /**
     * Decides whether an application's subscriptions let it call a route.
     *
     * @param route a route of this snapshot
     * @param issuer issuer of the application's tokens
     * @param client the application's client id; empty when that is not known
     */
    public Coverage coverage(CompiledRoute route, String issuer, String client) {
        if (!route.route().access().subscription()) {
            return NOT_ASKED;
        }
        String owner = route.owner();
        @Nullable CompiledBundle bundle = bundles.get(owner);
        List<CompiledPlan> covering = bundle == null
                ? List.of()
                : bundle.plans().getOrDefault(route.route().id(), List.of());
        Set<String> subscribed = subscriptions.plans(issuer, client, owner);
        List<CompiledPlan> held = new ArrayList<>(1);
        for (CompiledPlan plan : covering) {
            if (subscribed.contains(plan.id())) {
                held.add(plan);
            }
        }
        if (subscriptions.toRoute(issuer, client, owner, route.route().id())) {
            return CompiledPlan.together(held).andRoute(route.route().id());
        }
        return held.isEmpty()
                ? new Coverage.Missing(
                        owner, covering.stream().map(CompiledPlan::id).toList())
                : CompiledPlan.together(held);
    }

    /**
     * Returns what holds for one request, the application's plans included.
     *
     * @param route its route
     * @param issuer issuer of the application's tokens
     * @param client the application it comes from; empty when that is not known
     * @param percentile the subject's, 0 to 99
     */
    public AppliedPolicy policy(CompiledRoute route, String issuer, String client, int percentile) {
        AppliedPolicy applied = policies.of(route, client, percentile);
        return coverage(route, issuer, client) instanceof Coverage.Covered covered
                ? new AppliedPolicy(applied.route(), applied.application(), covered.limits())
                : applied;
    }

    /** Returns the number of active routes. */
    public int size() {
        return bundles.values().stream().mapToInt(b -> b.routes().size()).sum();
    }
}
