package org.palmgateway.routes.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What holds below some places: the sum of what they say, from the most general one down. Immutable. */
record Inherited(List<PlacedLimit> limits, Settings settings, Map<Setting<?>, Source> sources) {

    static final Inherited NOTHING = new Inherited(List.of(), Settings.NONE, Map.of());

    /** Returns what holds below one more place, or one more document of the same place. */
    Inherited plus(Layer layer) {
        if (layer.policy().isEmpty()) {
            return this;
        }
        List<PlacedLimit> sum = new ArrayList<>(limits);
        for (Limit limit : layer.policy().limits()) {
            // A later document of the same place stands in for the earlier one; of different places both limits hold.
            sum.removeIf(placed -> placed.target().equals(layer.target())
                    && placed.limit().id().equals(limit.id()));
            sum.add(new PlacedLimit(layer.target(), limit, layer.source()));
        }
        Settings merged = layer.policy().settings();
        Map<Setting<?>, Source> origins = new HashMap<>(sources);
        merged.set().forEach(setting -> origins.put(setting, layer.source()));
        @Nullable Duration above = settings.get(Setting.DEADLINE);
        @Nullable Duration here = merged.get(Setting.DEADLINE);
        if (above != null && here != null && above.compareTo(here) < 0) {
            // The smaller one holds, wherever it is said.
            merged = merged.with(Setting.DEADLINE, above);
            origins.put(Setting.DEADLINE, sources.getOrDefault(Setting.DEADLINE, Source.DEFAULT));
        }
        return new Inherited(sum, settings.with(merged), origins);
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
