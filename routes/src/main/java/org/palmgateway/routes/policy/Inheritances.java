package org.palmgateway.routes.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.palmgateway.routes.region.RegionTree;

/** Works out what holds where at one moment, for all subjects. For one thread. */
public final class Inheritances {

    private final int[] upTo;
    private final List<Inheritance> each = new ArrayList<>();

    /**
     * Takes what operators say.
     *
     * @param book what they say
     * @param regions the tree that policies are inherited along
     * @param now the moment, which decides what overrides hold
     */
    public Inheritances(PolicyBook book, RegionTree regions, Instant now) {
        this.upTo = book.overrides().values().stream()
                .filter(TrafficOverride.OfPolicy.class::isInstance)
                .map(TrafficOverride.OfPolicy.class::cast)
                .filter(override -> override.terms().holdAt(now) && override.share() < 100)
                .mapToInt(TrafficOverride.OfPolicy::share)
                .sorted()
                .distinct()
                .toArray();
        each.add(new Inheritance(book, regions, now, 0));
        for (int share : upTo) {
            each.add(new Inheritance(book, regions, now, share));
        }
    }

    /** Returns what holds for a route. */
    public RoutePolicy of(Place place) {
        return collect(inheritance -> inheritance.of(place));
    }

    /** Returns what an application's own policy says. */
    public RoutePolicy ofApplication(String client) {
        return collect(inheritance -> inheritance.ofApplication(client));
    }

    /** Shares that are treated alike here are taken together: an override concerns few of all places. */
    private RoutePolicy collect(Function<Inheritance, Inherited> holds) {
        List<Inherited> distinct = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < each.size(); i++) {
            Inherited inherited = holds.apply(each.get(i));
            if (distinct.isEmpty() || !distinct.get(distinct.size() - 1).equals(inherited)) {
                distinct.add(inherited);
                ends.add(0);
            }
            ends.set(ends.size() - 1, i < upTo.length ? upTo[i] : 100);
        }
        return new RoutePolicy(
                ends.stream().limit(ends.size() - 1L).mapToInt(end -> end).toArray(),
                distinct.stream().map(Inherited::effective).toList());
    }
}
