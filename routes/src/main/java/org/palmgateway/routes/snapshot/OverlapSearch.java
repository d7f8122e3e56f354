package org.palmgateway.routes.snapshot;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.index.Crossing;
import org.palmgateway.routes.index.Crossings;
import org.palmgateway.routes.index.Match;
import org.palmgateway.routes.index.RouteIndex;
import org.palmgateway.routes.index.Turn;
import org.palmgateway.routes.path.NormalPath;
import org.palmgateway.routes.region.RegionChain;
import org.palmgateway.routes.region.RegionTree;
import org.palmgateway.routes.snapshot.Overlap.Example;
import org.palmgateway.routes.snapshot.Overlap.Kind;

/** Looks for the overlaps of one route. For one thread. */
final class OverlapSearch {

    private final RouteIndex before;
    private final RouteIndex after;
    private final RegionTree regions;
    private final CompiledRoute own;
    private final Crossings crossings;
    private final OverlapCollection found;
    private final List<String> methods;
    private final RegionChain chain;
    private @Nullable Shadowing shadowing;

    /** A request that may prove something. */
    private record Trial(String method, NormalPath path, RegionChain chain) {

        Example example() {
            return new Example(method, path.toString(), chain.explicit() ? chain.requested() : null);
        }
    }

    /** A route that keeps requests from this one, and one of them. */
    private record Shadowing(CompiledRoute other, Trial proof) {}

    OverlapSearch(Snapshot before, Snapshot candidate, CompiledRoute own, OverlapCollection found) {
        this.before = before.index();
        this.after = candidate.index();
        this.regions = candidate.regions();
        this.own = own;
        this.found = found;
        this.crossings = new Crossings(own.route().pattern(), List.of(this.before, this.after));
        this.methods = own.route().methods().stream().sorted().toList();
        this.chain = chain(own);
    }

    private RegionChain chain(CompiledRoute route) {
        return regions.chain(route.route().region())
                .orElseThrow(() -> new IllegalArgumentException("region: "
                        + route.route().region() + " of " + route.route().id() + " (expected: one of the snapshot)"));
    }

    /** Finds the other owners' routes that keep the route from becoming live. */
    void collisions() {
        search(
                after,
                EnumSet.of(Turn.TOGETHER),
                Kind.AMBIGUOUS,
                (other, trial) -> trial.chain().explicit()
                        && other.route().region().equals(own.route().region())
                        && hits(after, trial, other));
    }

    /**
     * Finds what the route, which would be live, takes from others and others from it.
     *
     * @param rivalled the other owners' routes that used to be the only ones of their method and pattern
     */
    void overlaps(RouteIndex rivalled) {
        BiPredicate<CompiledRoute, Trial> takes =
                (other, trial) -> hits(before, trial, other) && hits(after, trial, own);
        // From what a lookup tries sooner the route takes something only where that gives it up; and nothing that it
        // tries later takes from it.
        search(before, EnumSet.of(Turn.LATER, Turn.TOGETHER), Kind.SHADOWS, takes);
        search(rivalled, EnumSet.of(Turn.SOONER), Kind.SHADOWS, takes);
        search(
                after,
                EnumSet.of(Turn.SOONER, Turn.TOGETHER),
                Kind.SHADOWED,
                (other, trial) -> trial.chain().codes().contains(own.route().region()) && hits(after, trial, other));
        if (shadowing != null && !isReachable()) {
            found.add(Kind.UNREACHABLE, own, shadowing.other(), shadowing.proof()::example);
        }
    }

    private boolean isReachable() {
        List<RegionChain> chains = List.of(chain, regions.unnamed());
        return proof(crossings.own(), methods, chains, trial -> hits(after, trial, own)) != null;
    }

    private void search(RouteIndex index, Set<Turn> turns, Kind kind, BiPredicate<CompiledRoute, Trial> proves) {
        crossings.in(index, turns, crossing -> {
            for (String method : methods) {
                for (CompiledRoute other : crossing.routes(method)) {
                    List<String> common = common(other);
                    // A route that has several of the methods is met at each of them.
                    if (!common.isEmpty() && common.get(0).equals(method)) {
                        @Nullable
                        Trial proof = proof(crossing, common, chains(other), trial -> proves.test(other, trial));
                        if (proof != null) {
                            add(kind, other, proof);
                        }
                    }
                }
            }
        });
    }

    private void add(Kind kind, CompiledRoute other, Trial proof) {
        found.add(kind, own, other, proof::example);
        boolean first = shadowing == null
                || other.route().id().compareTo(shadowing.other().route().id()) < 0;
        if (kind == Kind.SHADOWED && first) {
            shadowing = new Shadowing(other, proof);
        }
    }

    /** Returns the methods that another owner's route has in common with this one; none for a route of the same owner. */
    private List<String> common(CompiledRoute other) {
        if (other.owner().equals(own.owner())) {
            return List.of();
        }
        Set<String> theirs = other.route().methods();
        return theirs.equals(own.route().methods())
                ? methods
                : methods.stream().filter(theirs::contains).toList();
    }

    /** Returns the chains that both this route and another one may serve, as far as they have to be tried. */
    private List<RegionChain> chains(CompiledRoute other) {
        RegionChain theirs = chain(other);
        if (theirs.codes().contains(own.route().region())) {
            return List.of(theirs, regions.unnamed());
        }
        return chain.codes().contains(other.route().region())
                ? List.of(chain, regions.unnamed())
                : List.of(regions.unnamed());
    }

    private static @Nullable Trial proof(
            Crossing crossing, List<String> methods, List<RegionChain> chains, Predicate<Trial> proves) {
        for (int longer = 0; longer <= crossing.longest(); longer++) {
            NormalPath path = crossing.example(longer);
            for (String method : methods) {
                for (RegionChain each : chains) {
                    Trial trial = new Trial(method, path, each);
                    if (proves.test(trial)) {
                        return trial;
                    }
                }
            }
        }
        return null;
    }

    private static boolean hits(RouteIndex index, Trial trial, CompiledRoute route) {
        return index.find(trial.method(), trial.path(), trial.chain()) instanceof Match.Hit hit
                && hit.route().route().id().equals(route.route().id());
    }
}
