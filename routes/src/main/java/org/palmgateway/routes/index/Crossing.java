package org.palmgateway.routes.index;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.path.NormalPath;
import org.palmgateway.routes.path.PathPattern;

/**
 * Paths that two patterns share, and the routes that have one of the two.
 *
 * <p>Of all paths of one length that both patterns match, the example is the one that the fewest other patterns match: where both take any
 * segment it has one that is a literal of none. So when any of them leads somewhere, the example of that length does. Immutable.
 */
public final class Crossing {

    private final Leaf leaf;
    private final List<String> segments;
    private final boolean endless;
    private final String any;

    Crossing(Leaf leaf, List<String> segments, boolean endless, String any) {
        this.leaf = leaf;
        this.segments = List.copyOf(segments);
        this.endless = endless;
        this.any = any;
    }

    /** Returns the routes that have a method on the pattern that was found, each in a region of its own; none when it has no such method. */
    public Collection<CompiledRoute> routes(String method) {
        @Nullable Map<String, CompiledRoute> regions = leaf.regions(method);
        return regions == null ? List.of() : regions.values();
    }

    /** Returns by how many segments the longest example is longer than the shortest; at that length no pattern without a rest matches. */
    public int longest() {
        return endless ? PathPattern.MAXIMUM_SEGMENTS + 1 - segments.size() : 0;
    }

    /**
     * Returns a path that both patterns match.
     *
     * @param longer by how many segments it is longer than the shortest such path, from 0 to {@link #longest()}
     */
    public NormalPath example(int longer) {
        if (longer == 0) {
            return NormalPath.ofSegments(segments);
        }
        List<String> extended = new ArrayList<>(segments);
        for (int i = 0; i < longer; i++) {
            extended.add(any);
        }
        return NormalPath.ofSegments(extended);
    }
}
