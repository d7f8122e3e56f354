package org.palmgateway.routes.index;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.region.RegionChain;

/** The routes of one path pattern, by method and region. Immutable. */
final class Leaf {

    static final Leaf EMPTY = new Leaf(Map.of());

    private final Map<String, Map<String, CompiledRoute>> routes;

    private Leaf(Map<String, Map<String, CompiledRoute>> routes) {
        this.routes = routes;
    }

    boolean isEmpty() {
        return routes.isEmpty();
    }

    /** Returns the routes by region for a method; a GET route also answers HEAD (RFC 9110 §9.3.2). */
    @Nullable
    Map<String, CompiledRoute> regions(String method) {
        Map<String, CompiledRoute> own = routes.get(method);
        return own == null && method.equals("HEAD") ? routes.get("GET") : own;
    }

    Set<String> methods() {
        return routes.keySet();
    }

    /** Returns the route of the nearest region of a chain, if there is one. */
    static Match.@Nullable Hit nearest(Map<String, CompiledRoute> regions, RegionChain chain) {
        for (int i = 0; i < chain.codes().size(); i++) {
            String code = chain.codes().get(i);
            CompiledRoute route = regions.get(code);
            if (route != null) {
                return new Match.Hit(route, code);
            }
        }
        if (!chain.explicit() && regions.size() == 1) {
            Map.Entry<String, CompiledRoute> only =
                    regions.entrySet().iterator().next();
            return new Match.Hit(only.getValue(), only.getKey());
        }
        return null;
    }

    Leaf with(CompiledRoute route) {
        Map<String, Map<String, CompiledRoute>> changed = new HashMap<>(routes);
        for (String method : route.route().methods()) {
            Map<String, CompiledRoute> regions = new HashMap<>(changed.getOrDefault(method, Map.of()));
            regions.put(route.route().region(), route);
            changed.put(method, Map.copyOf(regions));
        }
        return new Leaf(Map.copyOf(changed));
    }

    Leaf without(CompiledRoute route) {
        Map<String, Map<String, CompiledRoute>> changed = new HashMap<>(routes);
        for (String method : route.route().methods()) {
            Map<String, CompiledRoute> regions = new HashMap<>(changed.getOrDefault(method, Map.of()));
            if (regions.remove(route.route().region(), route)) {
                changed.put(method, Map.copyOf(regions));
                if (regions.isEmpty()) {
                    changed.remove(method);
                }
            }
        }
        return changed.isEmpty() ? EMPTY : new Leaf(Map.copyOf(changed));
    }
}
