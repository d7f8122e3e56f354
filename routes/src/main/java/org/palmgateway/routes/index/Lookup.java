package org.palmgateway.routes.index;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.path.NormalPath;
import org.palmgateway.routes.region.RegionChain;

/** One search through the trie, which notes what it passed in case it finds nothing. Used by one thread, once. */
final class Lookup {

    private final String method;
    private final NormalPath path;
    private final RegionChain regions;
    private @Nullable Set<String> allowed;
    private @Nullable Set<String> offeredIn;
    private boolean methodElsewhere;

    Lookup(String method, NormalPath path, RegionChain regions) {
        this.method = method;
        this.path = path;
        this.regions = regions;
    }

    Match from(TrieNode root) {
        Match.Hit hit = walk(root, 0);
        if (hit != null) {
            return hit;
        }
        if (allowed != null && !allowed.isEmpty() && !methodElsewhere) {
            return new Match.WrongMethod(Set.copyOf(allowed));
        }
        if (offeredIn == null) {
            return new Match.UnknownPath();
        }
        return regions.explicit()
                ? new Match.NotOffered(Set.copyOf(offeredIn))
                : new Match.RegionNeeded(Set.copyOf(offeredIn));
    }

    private Match.@Nullable Hit walk(TrieNode node, int depth) {
        if (depth == path.size()) {
            return take(node.here());
        }
        TrieNode literal = node.literal(path.segment(depth));
        Match.@Nullable Hit hit = literal == null ? null : walk(literal, depth + 1);
        if (hit == null && node.variable() != null) {
            hit = walk(node.variable(), depth + 1);
        }
        return hit == null ? take(node.rest()) : hit;
    }

    private Match.@Nullable Hit take(Leaf leaf) {
        if (leaf.isEmpty()) {
            return null;
        }
        Map<String, CompiledRoute> offers = leaf.regions(method);
        Match.@Nullable Hit hit = offers == null ? null : Leaf.nearest(offers, regions);
        if (hit == null) {
            note(leaf, offers);
        }
        return hit;
    }

    private void note(Leaf leaf, @Nullable Map<String, CompiledRoute> offers) {
        methodElsewhere |= offers != null;
        if (allowed == null || offeredIn == null) {
            allowed = new TreeSet<>();
            offeredIn = new TreeSet<>();
        }
        for (String other : leaf.methods()) {
            Map<String, CompiledRoute> others = leaf.regions(other);
            if (others != null && Leaf.nearest(others, regions) != null) {
                allowed.add(other);
                if (other.equals("GET")) {
                    allowed.add("HEAD");
                }
            } else if (others != null && (offers == null || offers == others)) {
                offeredIn.addAll(others.keySet());
            }
        }
    }
}
