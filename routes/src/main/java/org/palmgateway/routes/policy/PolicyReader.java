package org.palmgateway.routes.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.document.FieldReader;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.policy.Limit.Mode;
import org.palmgateway.routes.policy.Target.Kind;

/** Reads policies out of documents, noting everything that is wrong. */
public final class PolicyReader {

    private static final int MOST_LIMITS = 20;

    private PolicyReader() {}

    /**
     * Reads a policy.
     *
     * @param fields the mapping that it stands in, which holds nothing else
     * @param kind the kind of place that it is for
     * @return the policy, without what was wrong and has been noted
     */
    public static Policy read(FieldReader fields, Kind kind) {
        List<Limit> limits = limits(fields);
        Map<String, FieldReader> groups = new HashMap<>();
        Settings settings = Settings.NONE;
        for (Setting<?> setting : Setting.ALL) {
            int dot = setting.name().indexOf('.');
            FieldReader group =
                    dot < 0 ? fields : groups.computeIfAbsent(setting.name().substring(0, dot), fields::mapping);
            settings = setting(group, setting.name().substring(dot + 1), setting, kind, settings);
        }
        checkTogether(groups, settings);
        groups.values().forEach(FieldReader::end);
        fields.end();
        return new Policy(limits, settings);
    }

    private static <T> Settings setting(
            FieldReader fields, String name, Setting<T> setting, Kind kind, Settings settings) {
        if (!fields.has(name)) {
            return settings;
        }
        if (!setting.isAllowedAt(kind)) {
            fields.problem(name, kind.word(), "this to be set for a " + setting.places() + " only");
            return settings;
        }
        @Nullable T value = fields.required(name, setting::parse);
        return value == null ? settings : settings.with(setting, value);
    }

    /** What one policy says must fit together; across places the compiler of effective policies sees to it. */
    private static void checkTogether(Map<String, FieldReader> groups, Settings settings) {
        FieldReader concurrency = groups.get("concurrency");
        if (concurrency != null) {
            atMost(concurrency, settings, Setting.CONCURRENCY_MINIMUM, Setting.CONCURRENCY_MAXIMUM);
            atMost(concurrency, settings, Setting.CONCURRENCY_MINIMUM, Setting.CONCURRENCY_INITIAL);
            atMost(concurrency, settings, Setting.CONCURRENCY_INITIAL, Setting.CONCURRENCY_MAXIMUM);
            atMost(concurrency, settings, Setting.CONCURRENCY_BULK_SHARE, Setting.CONCURRENCY_NORMAL_SHARE);
        }
        FieldReader breaker = groups.get("breaker");
        if (breaker != null) {
            atMost(breaker, settings, Setting.BREAKER_MINIMUM_CALLS, Setting.BREAKER_WINDOW);
        }
    }

    private static void atMost(
            FieldReader group, Settings settings, Setting<Integer> smaller, Setting<Integer> larger) {
        @Nullable Integer small = settings.get(smaller);
        @Nullable Integer large = settings.get(larger);
        if (small != null && large != null && small > large) {
            String name = smaller.name().substring(smaller.name().indexOf('.') + 1);
            group.problem(name, smaller.write(small), "at most " + larger.name() + ", which is " + larger.write(large));
        }
    }

    /** Reads the list {@code limits} of a mapping, without what was wrong and has been noted. */
    public static List<Limit> limits(FieldReader fields) {
        List<Limit> limits = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        List<FieldReader> mappings = fields.mappings("limits");
        if (mappings.size() > MOST_LIMITS) {
            fields.problem("limits", mappings.size() + " limits", "at most " + MOST_LIMITS + " at one place");
            return limits;
        }
        for (FieldReader mapping : mappings) {
            @Nullable Limit limit = limit(mapping);
            if (limit != null && !ids.add(limit.id())) {
                mapping.problem("id", limit.id(), "an id that no other limit of this place has");
            } else if (limit != null) {
                limits.add(limit);
            }
        }
        return limits;
    }

    private static @Nullable Limit limit(FieldReader fields) {
        @Nullable String id = fields.required("id", PolicyReader::limitId);
        @Nullable Long permits = fields.required("permits", text -> Scalars.whole(text, 1, Limit.MOST));
        @Nullable
        Duration window = fields.required("window", text -> Scalars.duration(text, Limit.SHORTEST, Limit.LONGEST));
        @Nullable
        Long burst =
                fields.has("burst") ? fields.required("burst", text -> Scalars.whole(text, 1, Limit.MOST)) : permits;
        Set<Dimension> per = EnumSet.noneOf(Dimension.class);
        Set<String> words = fields.texts(
                "per", text -> Scalars.constant(Dimension.class, text).word());
        words.forEach(word -> per.add(Dimension.valueOf(word.toUpperCase(Locale.ROOT))));
        if (words.isEmpty() && fields.isEmpty("per")) {
            fields.problem(
                    "per", "", "a list of at least one of citizen, application, address, department, route, region");
        }
        Mode mode = fields.optional("mode", Mode.ENFORCE, text -> Scalars.constant(Mode.class, text));
        fields.end();
        if (id == null || permits == null || window == null || burst == null || mode == null || per.isEmpty()) {
            return null;
        }
        return new Limit(id, permits, window, burst, per, mode);
    }

    /** An id stands in fields of responses as a quoted string and in addresses, so it has no slash. */
    private static String limitId(String text) {
        return Scalars.id(text);
    }
}
