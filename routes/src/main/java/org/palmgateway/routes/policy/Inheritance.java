package org.palmgateway.routes.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.region.RegionTree;

/**
 * Works out what holds where, at one moment, for the subjects of one percentile.
 *
 * <p>Limits add up; the smallest deadline holds; of every other setting the nearest place wins. At one place the operators' word
 * stands over the bundle's, and an override over both. For one thread, since what regions say is worked out once and kept.
 */
final class Inheritance {

    private final PolicyBook book;
    private final RegionTree regions;
    private final Map<Target, List<Layer>> overrides = new HashMap<>();
    private final Map<String, Inherited> ofRegions = new HashMap<>();

    Inheritance(PolicyBook book, RegionTree regions, Instant now, int percentile) {
        this.book = book;
        this.regions = regions;
        for (TrafficOverride override : book.overrides().values()) {
            if (override instanceof TrafficOverride.OfPolicy policy
                    && policy.terms().holdAt(now)
                    && percentile < policy.share()) {
                Source source = new Source(
                        policy.target().toString(), "override " + policy.terms().id());
                overrides
                        .computeIfAbsent(policy.target(), target -> new ArrayList<>())
                        .add(new Layer(policy.target(), policy.policy(), source));
            }
        }
    }

    /** Returns what holds for a route. */
    Inherited of(Place place) {
        Inherited inherited = ofRegion(place.region());
        if (!place.region().equals(place.departmentRegion())) {
            inherited = inherited.withDepartmentSettingsOf(ofRegion(place.departmentRegion()));
        }
        inherited = inherited.then(saidAt(place.department().target(), place.department()));
        @Nullable Layer route = place.route();
        return route == null ? inherited : inherited.then(saidAt(route.target(), route));
    }

    /** Returns what an application's own policy says. */
    Inherited ofApplication(String client) {
        return saidAt(Target.application(client), null);
    }

    private Inherited ofRegion(String code) {
        @Nullable Inherited known = ofRegions.get(code);
        if (known == null) {
            @Nullable
            String parent = regions.region(code).map(region -> region.parent()).orElse(null);
            Inherited above = parent == null ? Inherited.NOTHING : ofRegion(parent);
            known = above.then(saidAt(Target.region(code), null));
            ofRegions.put(code, known);
        }
        return known;
    }

    private Inherited saidAt(Target target, @Nullable Layer bundle) {
        Inherited said = bundle == null ? Inherited.NOTHING : Inherited.NOTHING.with(bundle);
        PolicyBook.@Nullable Entry entry = book.policies().get(target);
        if (entry != null) {
            said = said.with(
                    new Layer(target, entry.policy(), new Source(target.toString(), "version " + entry.version())));
        }
        for (Layer override : Objects.requireNonNullElse(overrides.get(target), List.<Layer>of())) {
            said = said.with(override);
        }
        return said;
    }
}
