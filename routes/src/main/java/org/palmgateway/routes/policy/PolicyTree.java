package org.palmgateway.routes.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.document.Scalars;

/** Writes policies and overrides as trees of maps, lists, numbers and texts, in the form that the readers take. */
public final class PolicyTree {

    private PolicyTree() {}

    /** Returns a policy. */
    public static Map<String, Object> of(Policy policy) {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (!policy.limits().isEmpty()) {
            tree.put("limits", policy.limits().stream().map(PolicyTree::of).toList());
        }
        for (Setting<?> setting : Setting.ALL) {
            @Nullable String value = policy.settings().written(setting);
            if (value != null) {
                put(tree, setting.name(), value);
            }
        }
        return tree;
    }

    private static void put(Map<String, Object> tree, String name, String value) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            tree.put(name, value);
            return;
        }
        @SuppressWarnings("unchecked") // Only this method puts what lies under the name of a group.
        Map<String, Object> group =
                (Map<String, Object>) tree.computeIfAbsent(name.substring(0, dot), n -> new LinkedHashMap<>());
        group.put(name.substring(dot + 1), value);
    }

    /** Returns a limit. */
    public static Map<String, Object> of(Limit limit) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("id", limit.id());
        tree.put("permits", limit.permits());
        tree.put("window", Scalars.written(limit.window()));
        tree.put("burst", limit.burst());
        List<String> per = new ArrayList<>();
        limit.per().forEach(dimension -> per.add(dimension.word()));
        tree.put("per", per);
        tree.put("mode", limit.mode() == Limit.Mode.SHADOW ? "shadow" : "enforce");
        return tree;
    }

    /** Returns an override, without its id and author. */
    public static Map<String, Object> of(TrafficOverride override) {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (override instanceof TrafficOverride.OfPolicy policy) {
            tree.put("kind", "policy");
            tree.put("target", policy.target().toString());
            tree.put("share", policy.share() + "%");
            tree.put("policy", of(policy.policy()));
        } else if (override instanceof TrafficOverride.Maintenance maintenance) {
            tree.put("kind", "maintenance");
            tree.put("target", maintenance.target().toString());
            tree.put("text", Map.of("zh", maintenance.zh(), "en", maintenance.en()));
        } else if (override instanceof TrafficOverride.OfBreaker breaker) {
            tree.put("kind", "breaker");
            tree.put("department", breaker.department());
            tree.put("upstream", breaker.upstream());
            tree.put("state", breaker.open() ? "open" : "closed");
        }
        Terms terms = Objects.requireNonNull(override.terms());
        tree.put("reason", terms.reason());
        tree.put("from", terms.from().toString());
        tree.put("until", terms.until().toString());
        return tree;
    }
}
