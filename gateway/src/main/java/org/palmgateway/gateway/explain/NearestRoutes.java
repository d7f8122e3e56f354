package org.palmgateway.gateway.explain;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.palmgateway.gateway.explain.Explanation.NearMiss;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.path.NormalPath;
import org.palmgateway.routes.path.PathPattern;
import org.palmgateway.routes.snapshot.CompiledBundle;
import org.palmgateway.routes.snapshot.Snapshot;

/** Finds the routes whose patterns come nearest to a path, by how much of each segment would have to change. */
final class NearestRoutes {

    private static final int SHOWN = 3;

    private NearestRoutes() {}

    private record Ranked(double distance, CompiledRoute route) {}

    static List<NearMiss> of(Snapshot snapshot, NormalPath path, String method) {
        Comparator<Ranked> farthestFirst = Comparator.comparingDouble(Ranked::distance)
                .thenComparing(r -> r.route().route().id())
                .reversed();
        PriorityQueue<Ranked> best = new PriorityQueue<>(farthestFirst);
        for (CompiledBundle bundle : snapshot.bundles().values()) {
            for (CompiledRoute route : bundle.routes().values()) {
                double distance = distance(route.route().pattern(), path) + (takes(route, method) ? 0 : 0.1);
                best.add(new Ranked(distance, route));
                if (best.size() > SHOWN) {
                    best.remove();
                }
            }
        }
        return best.stream()
                .sorted(farthestFirst.reversed())
                .map(ranked -> NearMiss.of(ranked.route(), reason(ranked.route(), path, method)))
                .toList();
    }

    /** A GET route also answers HEAD (RFC 9110 §9.3.2). */
    private static boolean takes(CompiledRoute route, String method) {
        return route.route().methods().contains(method)
                || (method.equals("HEAD") && route.route().methods().contains("GET"));
    }

    private static String reason(CompiledRoute route, NormalPath path, String method) {
        PathPattern pattern = route.route().pattern();
        if (distance(pattern, path) > 0) {
            return "the path differs: " + path + " is not of the form " + pattern;
        }
        if (!takes(route, method)) {
            return "the method differs: it takes "
                    + String.join(
                            ", ", route.route().methods().stream().sorted().toList());
        }
        return "the region differs: it is offered in " + route.route().region();
    }

    /** Returns 0 when the pattern matches, and about 1 for every segment that does not. */
    static double distance(PathPattern pattern, NormalPath path) {
        List<PathPattern.Segment> segments = pattern.segments();
        double distance = 0;
        for (int i = 0; i < Math.max(segments.size(), path.size()); i++) {
            if (i < segments.size() && i < path.size() && segments.get(i) instanceof PathPattern.Rest) {
                return distance;
            }
            if (i >= segments.size() || i >= path.size()) {
                distance += 1;
            } else if (segments.get(i) instanceof PathPattern.Literal literal) {
                distance += difference(literal.text(), path.segment(i));
            }
        }
        return distance;
    }

    /** Returns the share of characters that would have to change, from 0 for equal texts to 1 (Levenshtein). */
    private static double difference(String one, String other) {
        int[] last = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] next = new int[other.length() + 1];
            next[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = last[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                next[j] = Math.min(replaced, Math.min(last[j], next[j - 1]) + 1);
            }
            last = next;
        }
        return (double) last[other.length()] / Math.max(1, Math.max(one.length(), other.length()));
    }
}
