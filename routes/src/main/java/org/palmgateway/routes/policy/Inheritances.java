package org.palmgateway.routes.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
        return new RoutePolicy(
                upTo, each.stream().map(inheritance -> inheritance.of(place)).toList());
    }

    /** Returns what an application's own policy says. */
    public RoutePolicy ofApplication(String client) {
        return new RoutePolicy(
                upTo,
                each.stream()
                        .map(inheritance -> inheritance.ofApplication(client))
                        .toList());
    }
}
