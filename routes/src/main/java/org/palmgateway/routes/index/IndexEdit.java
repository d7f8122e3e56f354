package org.palmgateway.routes.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.palmgateway.routes.path.PathPattern;

/**
 * A new index in the making.
 *
 * <p>Shares every node it does not touch with the index it started from, and copies those it touches once; so the cost
 * follows the size of the change. For one thread, and for one use: after {@link #finish()} it must not be used again.
 */
public final class IndexEdit {

    private final Object edit = new Object();
    private final TrieNode root;

    IndexEdit(TrieNode from) {
        this.root = from.editable(edit);
    }

    /**
     * Returns a route of another owner that already answers one of a route's methods on the same pattern in the same region.
     * Patterns that differ only in the names of variables are the same.
     */
    public Optional<CompiledRoute> conflict(CompiledRoute route) {
        TrieNode node = root;
        List<PathPattern.Segment> segments = route.route().pattern().segments();
        for (PathPattern.Segment segment : segments) {
            if (segment instanceof PathPattern.Rest) {
                return conflict(node.rest(), route);
            }
            TrieNode next =
                    segment instanceof PathPattern.Literal literal ? node.literal(literal.text()) : node.variable();
            if (next == null) {
                return Optional.empty();
            }
            node = next;
        }
        return conflict(node.here(), route);
    }

    private static Optional<CompiledRoute> conflict(Leaf leaf, CompiledRoute route) {
        for (String method : route.route().methods()) {
            if (leaf.methods().contains(method)) {
                Map<String, CompiledRoute> regions = leaf.regions(method);
                CompiledRoute other =
                        regions == null ? null : regions.get(route.route().region());
                if (other != null && !other.owner().equals(route.owner())) {
                    return Optional.of(other);
                }
            }
        }
        return Optional.empty();
    }

    /** Adds a route, in the place of any other with the same pattern, method and region. */
    public void add(CompiledRoute route) {
        TrieNode node = root;
        for (PathPattern.Segment segment : route.route().pattern().segments()) {
            if (segment instanceof PathPattern.Rest) {
                node.rest(node.rest().with(route));
                return;
            }
            node = node.child(segment, edit);
        }
        node.here(node.here().with(route));
    }

    /** Removes a route that an earlier edit added, and the nodes that held nothing else. */
    public void remove(CompiledRoute route) {
        List<PathPattern.Segment> segments = route.route().pattern().segments();
        List<TrieNode> way = new ArrayList<>(segments.size() + 1);
        way.add(root);
        for (PathPattern.Segment segment : segments) {
            TrieNode last = way.get(way.size() - 1);
            if (segment instanceof PathPattern.Rest) {
                last.rest(last.rest().without(route));
            } else {
                way.add(last.child(segment, edit));
            }
        }
        if (way.size() > segments.size()) {
            TrieNode last = way.get(segments.size());
            last.here(last.here().without(route));
        }
        for (int i = way.size() - 1; i > 0 && way.get(i).isEmpty(); i--) {
            way.get(i - 1).drop(segments.get(i - 1));
        }
    }

    /** Returns the finished index. */
    public RouteIndex finish() {
        root.freeze(edit);
        return new RouteIndex(root);
    }
}
