package org.palmgateway.routes.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.path.NormalPath;
import org.palmgateway.routes.path.PathPattern;
import org.palmgateway.routes.region.RegionChain;

/** Says what the index should find, by looking at every route, with no other thought than the rules as they are written. */
final class NaiveScan {

    private NaiveScan() {}

    static Match find(List<CompiledRoute> routes, String method, NormalPath path, RegionChain regions) {
        TreeMap<String, List<CompiledRoute>> byShape = new TreeMap<>(Comparator.naturalOrder());
        for (CompiledRoute route : routes) {
            if (matches(route.route().pattern(), path)) {
                byShape.computeIfAbsent(rank(route.route().pattern()), rank -> new ArrayList<>())
                        .add(route);
            }
        }
        Set<String> allowed = new TreeSet<>();
        Set<String> elsewhere = new TreeSet<>();
        Set<String> elsewhereWithMethod = new TreeSet<>();
        boolean methodKnown = false;
        for (List<CompiledRoute> same : byShape.values()) {
            List<CompiledRoute> offers = offers(same, method);
            @Nullable Match hit = nearest(offers, regions);
            if (hit != null) {
                return hit;
            }
            methodKnown |= !offers.isEmpty();
            offers.forEach(r -> elsewhereWithMethod.add(r.route().region()));
            for (CompiledRoute route : same) {
                for (String other : route.route().methods()) {
                    if (nearest(offers(same, other), regions) == null) {
                        if (offers.isEmpty()) {
                            elsewhere.add(route.route().region());
                        }
                    } else {
                        allowed.add(other);
                        if (other.equals("GET")) {
                            allowed.add("HEAD");
                        }
                    }
                }
            }
        }
        if (!methodKnown && !allowed.isEmpty()) {
            return new Match.WrongMethod(Set.copyOf(allowed));
        }
        elsewhere.addAll(elsewhereWithMethod);
        if (byShape.isEmpty()) {
            return new Match.UnknownPath();
        }
        return regions.explicit() ? new Match.NotOffered(elsewhere) : new Match.RegionNeeded(elsewhere);
    }

    private static List<CompiledRoute> offers(List<CompiledRoute> routes, String method) {
        List<CompiledRoute> own = routes.stream()
                .filter(r -> r.route().methods().contains(method))
                .toList();
        return own.isEmpty() && method.equals("HEAD") ? offers(routes, "GET") : own;
    }

    private static @Nullable Match nearest(List<CompiledRoute> offers, RegionChain regions) {
        for (String code : regions.codes()) {
            for (CompiledRoute route : offers) {
                if (route.route().region().equals(code)) {
                    return new Match.Hit(route, code);
                }
            }
        }
        return !regions.explicit() && offers.size() == 1
                ? new Match.Hit(offers.get(0), offers.get(0).route().region())
                : null;
    }

    private static boolean matches(PathPattern pattern, NormalPath path) {
        List<PathPattern.Segment> segments = pattern.segments();
        for (int i = 0; i < segments.size(); i++) {
            if (i == path.size()) {
                return false;
            }
            if (segments.get(i) instanceof PathPattern.Rest) {
                return true;
            }
            if (segments.get(i) instanceof PathPattern.Literal literal
                    && !literal.text().equals(path.segment(i))) {
                return false;
            }
        }
        return segments.size() == path.size();
    }

    /** Orders patterns that match the same path: at the first difference a literal, then a variable, then the rest. */
    private static String rank(PathPattern pattern) {
        StringBuilder rank = new StringBuilder();
        for (PathPattern.Segment segment : pattern.segments()) {
            rank.append(
                    segment instanceof PathPattern.Literal ? '0' : segment instanceof PathPattern.Variable ? '1' : '2');
        }
        return rank.toString();
    }
}
