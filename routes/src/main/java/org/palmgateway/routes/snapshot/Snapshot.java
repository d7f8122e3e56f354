package org.palmgateway.routes.snapshot;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.palmgateway.routes.index.RouteIndex;
import org.palmgateway.routes.policy.PolicyBook;
import org.palmgateway.routes.region.RegionTree;

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
 */
public record Snapshot(
        long revision,
        RegionTree regions,
        RouteIndex index,
        Map<String, CompiledBundle> bundles,
        SortedMap<String, Quarantine> quarantined,
        TrafficPolicies policies) {

    /** Copies the maps. */
    public Snapshot {
        bundles = Map.copyOf(bundles);
        quarantined = Collections.unmodifiableSortedMap(new TreeMap<>(quarantined));
    }

    /** Returns a snapshot without bundles and policies. */
    public static Snapshot empty(RegionTree regions) {
        TrafficPolicies none = TrafficPolicies.compile(PolicyBook.EMPTY, regions, Instant.EPOCH, List.of());
        return new Snapshot(0, regions, RouteIndex.EMPTY, Map.of(), new TreeMap<>(), none);
    }

    /** Returns this snapshot with another revision. */
    public Snapshot withRevision(long other) {
        return new Snapshot(other, regions, index, bundles, quarantined, policies);
    }

    /** Returns the number of active routes. */
    public int size() {
        return bundles.values().stream().mapToInt(b -> b.routes().size()).sum();
    }
}
