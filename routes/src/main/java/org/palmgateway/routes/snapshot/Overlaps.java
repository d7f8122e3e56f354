package org.palmgateway.routes.snapshot;

import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.index.Crossings;
import org.palmgateway.routes.index.IndexEdit;
import org.palmgateway.routes.index.RouteIndex;
import org.palmgateway.routes.index.Turn;
import org.palmgateway.routes.model.Bundle;
import org.palmgateway.routes.model.Route;

/**
 * Finds the requests that a changed bundle would share with those of others.
 *
 * <p>Every overlap comes with a request that was looked up and does what is claimed. None is missed: if any request proves an overlap of two
 * routes, then one of a few does that are tried. That is the path that the fewest other patterns match, in the region of the one of the two
 * that is below the other, since every region further down is offered more; or else without a region. HEAD is not looked up, since no bundle
 * can name it and it goes where GET goes (RFC 9110 §9.3.2).
 *
 * <p>Takes time by the places in the index that the changed routes have paths in common with. A pure function; safe for any number of
 * threads.
 */
public final class Overlaps {

    /**
     * Finds them.
     *
     * @param before the snapshot in use
     * @param candidate what it would be with the owner's changed bundle, and nothing else changed
     * @param owner the owner
     * @return the overlaps of those routes whose method, path or region is new. Of a bundle that the compiler refused it has the collisions
     *     only, since of it nothing would be live
     */
    public OverlapReport of(Snapshot before, Snapshot candidate, String owner) {
        OverlapCollection found = new OverlapCollection();
        @Nullable Quarantine refused = candidate.quarantined().get(owner);
        if (refused != null) {
            Optional<Bundle> collided = refused.candidate();
            collided.map(bundle -> CompiledBundle.of(bundle, candidate.revision()))
                    .ifPresent(bundle -> sorted(bundle)
                            .forEach(route -> new OverlapSearch(before, candidate, route, found).collisions()));
            return found.report();
        }
        List<CompiledRoute> changed = changed(before, candidate, owner);
        RouteIndex rivalled = rivalled(before, changed);
        changed.forEach(route -> new OverlapSearch(before, candidate, route, found).overlaps(rivalled));
        return found.report();
    }

    private static List<CompiledRoute> changed(Snapshot before, Snapshot candidate, String owner) {
        @Nullable CompiledBundle bundle = candidate.bundles().get(owner);
        @Nullable CompiledBundle last = before.bundles().get(owner);
        Map<String, CompiledRoute> known = last == null ? Map.of() : last.routes();
        return bundle == null
                ? List.of()
                : sorted(bundle).stream()
                        .filter(route ->
                                isNew(route.route(), known.get(route.route().id())))
                        .toList();
    }

    /**
     * Returns the other owners' routes that had a method and pattern for themselves and no longer have. Requests without a region, which they
     * answered for being the only ones, go on to patterns that are tried later.
     */
    private static RouteIndex rivalled(Snapshot before, List<CompiledRoute> changed) {
        IndexEdit edit = RouteIndex.EMPTY.edit();
        for (CompiledRoute route : changed) {
            Crossings same = new Crossings(route.route().pattern(), List.of());
            same.in(before.index(), EnumSet.of(Turn.TOGETHER), crossing -> {
                for (String method : route.route().methods()) {
                    Collection<CompiledRoute> there = crossing.routes(method);
                    if (there.size() == 1) {
                        edit.add(there.iterator().next());
                    }
                }
            });
        }
        return edit.finish();
    }

    private static List<CompiledRoute> sorted(CompiledBundle bundle) {
        return bundle.routes().values().stream()
                .sorted(Comparator.comparing(route -> route.route().id()))
                .toList();
    }

    private static boolean isNew(Route route, @Nullable CompiledRoute last) {
        return last == null
                || !route.pattern().equals(last.route().pattern())
                || !route.methods().equals(last.route().methods())
                || !route.region().equals(last.route().region());
    }
}
