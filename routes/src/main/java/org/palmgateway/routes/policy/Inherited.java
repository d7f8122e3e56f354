package org.palmgateway.routes.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one place says, or what holds below several. Immutable. */
record Inherited(List<PlacedLimit> limits, Settings settings, Map<Setting<?>, Source> sources) {

    static final Inherited NOTHING = new Inherited(List.of(), Settings.NONE, Map.of());

    /** Returns what a place says with one more of its documents, which stands over the earlier ones in all that it says. */
    Inherited with(Layer document) {
        if (document.policy().isEmpty()) {
            return this;
        }
        List<PlacedLimit> together = new ArrayList<>(limits);
        for (Limit limit : document.policy().limits()) {
            together.removeIf(placed -> placed.limit().id().equals(limit.id()));
            together.add(new PlacedLimit(document.target(), limit, document.source()));
        }
        Settings said = document.policy().settings();
        Map<Setting<?>, Source> origins = new HashMap<>(sources);
        said.set().forEach(setting -> origins.put(setting, document.source()));
        return new Inherited(together, settings.with(said), origins);
    }

    /** Returns what holds below one more place: all limits, the smaller deadline, and of the rest what the place says. */
    Inherited then(Inherited place) {
        if (place.limits.isEmpty() && place.settings.isEmpty()) {
            return this;
        }
        List<PlacedLimit> sum = new ArrayList<>(limits);
        sum.addAll(place.limits);
        Settings nearest = place.settings;
        Map<Setting<?>, Source> origins = new HashMap<>(sources);
        origins.putAll(place.sources);
        @Nullable Duration above = settings.get(Setting.DEADLINE);
        @Nullable Duration here = nearest.get(Setting.DEADLINE);
        if (above != null && here != null && above.compareTo(here) < 0) {
            nearest = nearest.with(Setting.DEADLINE, above);
            origins.put(Setting.DEADLINE, sources.getOrDefault(Setting.DEADLINE, Source.DEFAULT));
        }
        return new Inherited(sum, settings.with(nearest), origins);
    }

    /** Returns these limits and settings with those settings of a department's region that are the same for all of its routes. */
    Inherited withDepartmentSettingsOf(Inherited other) {
        Settings mixed = Settings.NONE;
        Map<Setting<?>, Source> origins = new HashMap<>();
        for (Setting<?> setting : Setting.ALL) {
            Inherited from = setting.isOfDepartment() ? other : this;
            mixed = copied(setting, from.settings, mixed);
            @Nullable Source source = from.sources.get(setting);
            if (source != null) {
                origins.put(setting, source);
            }
        }
        return new Inherited(limits, mixed, origins);
    }

    private static <T> Settings copied(Setting<T> setting, Settings from, Settings to) {
        @Nullable T value = from.get(setting);
        return value == null ? to : to.with(setting, value);
    }

    EffectivePolicy effective() {
        return new EffectivePolicy(limits, settings, sources);
    }
}
