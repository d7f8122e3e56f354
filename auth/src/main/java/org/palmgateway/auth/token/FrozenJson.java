package org.palmgateway.auth.token;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Copies JSON values into collections that nobody can change, without nulls. Safe for any number of threads. */
final class FrozenJson {

    private FrozenJson() {}

    static Map<String, Object> object(Map<?, ?> source) {
        Map<String, Object> copy = new LinkedHashMap<>();
        source.forEach((name, value) -> {
            if (value != null) {
                copy.put(String.valueOf(name), value(value));
            }
        });
        return Map.copyOf(copy);
    }

    private static Object value(Object source) {
        if (source instanceof Map<?, ?> object) {
            return object(object);
        }
        if (source instanceof Collection<?> array) {
            return array.stream()
                    .filter(Objects::nonNull)
                    .map(FrozenJson::value)
                    .toList();
        }
        return source;
    }

    /** The member under a name, or else under a path of names joined by dots; null if there is none. */
    static @Nullable Object at(Map<?, ?> object, String path) {
        Object whole = object.get(path);
        int dot = path.indexOf('.');
        if (whole != null || dot < 0) {
            return whole;
        }
        return object.get(path.substring(0, dot)) instanceof Map<?, ?> inner
                ? at(inner, path.substring(dot + 1))
                : null;
    }
}
