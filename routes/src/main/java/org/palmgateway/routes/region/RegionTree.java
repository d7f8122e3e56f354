package org.palmgateway.routes.region;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All regions of one province: province, then cities, then counties.
 *
 * <p>The ways up are worked out once, so that a request only looks its own up. Immutable; safe for any number of threads.
 */
public final class RegionTree {

    private final Map<String, Region> regions;
    private final Map<String, RegionChain> chains;
    private final RegionChain unnamed;

    /**
     * Builds the tree.
     *
     * @param regions every region, in any order
     * @throws IllegalArgumentException when a code is repeated, a parent is missing or there is not exactly one province
     */
    public RegionTree(Collection<Region> regions) {
        Map<String, Region> byCode = new LinkedHashMap<>();
        for (Region region : regions) {
            if (byCode.put(region.code(), region) != null) {
                throw new IllegalArgumentException("code: " + region.code() + " (expected: each code once)");
            }
        }
        Map<String, RegionChain> ways = new HashMap<>();
        byCode.values().forEach(region -> ways.put(region.code(), new RegionChain(wayUp(region, byCode), true)));
        List<Region> roots =
                byCode.values().stream().filter(r -> r.parent() == null).toList();
        if (roots.size() != 1) {
            throw new IllegalArgumentException("regions: " + roots.size() + " provinces (expected: exactly one)");
        }
        this.regions = Map.copyOf(byCode);
        this.chains = Map.copyOf(ways);
        this.unnamed = new RegionChain(List.of(roots.get(0).code()), false);
    }

    private static List<String> wayUp(Region region, Map<String, Region> byCode) {
        List<String> codes = new ArrayList<>(3);
        for (Region r = region; ; r = parent(r, byCode)) {
            codes.add(r.code());
            if (r.parent() == null) {
                return codes;
            }
        }
    }

    private static Region parent(Region region, Map<String, Region> byCode) {
        @Nullable Region parent = region.parent() == null ? null : byCode.get(region.parent());
        if (parent == null || parent.level().compareTo(region.level()) >= 0) {
            throw new IllegalArgumentException("parent: " + region.parent() + " of " + region.code()
                    + " (expected: the code of a region of a higher level)");
        }
        return parent;
    }

    /** Returns a region by its code. */
    public Optional<Region> region(String code) {
        return Optional.ofNullable(regions.get(code));
    }

    /** Returns the way up from a region, itself first; empty when the code is unknown. */
    public Optional<RegionChain> chain(String code) {
        return Optional.ofNullable(chains.get(code));
    }

    /** Returns the chain of a request that names no region. */
    public RegionChain unnamed() {
        return unnamed;
    }

    /** Returns the number of regions. */
    public int size() {
        return regions.size();
    }
}
