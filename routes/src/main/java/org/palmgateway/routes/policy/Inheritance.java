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
    EffectivePolicy of(Place place) {
        Inherited inherited = ofRegion(place.region());
        if (!place.region().equals(place.departmentRegion())) {
            inherited = inherited.withDepartmentSettingsOf(ofRegion(place.departmentRegion()));
        }
        inherited = below(inherited.plus(place.department()), place.department().target());
        @Nullable Layer route = place.route();
        return (route == null ? inherited : below(inherited.plus(route), route.target())).effective();
    }

    /** Returns what an application's own policy says. */
    EffectivePolicy ofApplication(String client) {
        return below(Inherited.NOTHING, Target.application(client)).effective();
    }

    private Inherited ofRegion(String code) {
        @Nullable Inherited known = ofRegions.get(code);
        if (known == null) {
            @Nullable
            String parent = regions.region(code).map(region -> region.parent()).orElse(null);
            known = below(parent == null ? Inherited.NOTHING : ofRegion(parent), Target.region(code));
            ofRegions.put(code, known);
        }
        return known;
    }

    private Inherited below(Inherited above, Target target) {
        Inherited sum = above;
        PolicyBook.@Nullable Entry entry = book.policies().get(target);
        if (entry != null) {
            sum = sum.plus(
                    new Layer(target, entry.policy(), new Source(target.toString(), "version " + entry.version())));
        }
        for (Layer override : Objects.requireNonNullElse(overrides.get(target), List.<Layer>of())) {
            sum = sum.plus(override);
        }
        return sum;
    }
}
