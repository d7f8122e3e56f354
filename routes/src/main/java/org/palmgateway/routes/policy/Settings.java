package org.palmgateway.routes.policy;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values that a policy sets. Immutable. */
public final class Settings {

    /** No values. */
    public static final Settings NONE = new Settings(Map.of());

    private final Map<Setting<?>, Object> values;

    private Settings(Map<Setting<?>, Object> values) {
        this.values = values;
    }

    /** Returns these values and another one, which takes the place of what was set before. */
    public <T> Settings with(Setting<T> setting, T value) {
        Map<Setting<?>, Object> more = new HashMap<>(values);
        more.put(setting, value);
        return new Settings(more);
    }

    /** Returns these values, and those of others in the place of what both set. */
    Settings with(Settings others) {
        Map<Setting<?>, Object> more = new HashMap<>(values);
        more.putAll(others.values);
        return new Settings(more);
    }

    /** Returns the value of a setting, or null when it is not set. */
    @SuppressWarnings("unchecked") // Only with() fills the map, and its type parameter binds both.
    public <T> @Nullable T get(Setting<T> setting) {
        return (T) values.get(setting);
    }

    /** Returns the written value of a setting, or null when it is not set. */
    public <T> @Nullable String written(Setting<T> setting) {
        @Nullable T value = get(setting);
        return value == null ? null : setting.write(value);
    }

    /** Returns which settings are set. */
    public Set<Setting<?>> set() {
        return Set.copyOf(values.keySet());
    }

    /** Tells whether nothing is set. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Settings settings && values.equals(settings.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
