package org.palmgateway.routes.snapshot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.document.JsonText;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.policy.EffectivePolicy;
import org.palmgateway.routes.policy.PlacedLimit;
import org.palmgateway.routes.policy.PolicyTree;
import org.palmgateway.routes.policy.RoutePolicy;
import org.palmgateway.routes.policy.Setting;

/**
 * How the effective policies of two snapshots differ, for routes or applications that a change means the same for.
 *
 * @param count how many there are
 * @param of the ids of the first of them, {@value #SHOWN} at most; an application's as {@code application/<id>}
 * @param values what holds now and what would
 */
public record PolicyDifference(int count, List<String> of, List<Value> values) {

    private static final int SHOWN = 20;

    /**
     * One value that differs.
     *
     * @param name name of the setting, or of the limit, such as {@code limit region/330000/per-citizen}
     * @param before what holds, with its source; empty for a limit that is not there
     * @param after what would hold, with its source; empty for a limit that would not be there
     */
    public record Value(String name, String before, String after) {}

    /** Copies the lists. */
    public PolicyDifference {
        of = List.copyOf(of);
        values = List.copyOf(values);
    }

    /** Compares two snapshots of the same bundles. */
    public static List<PolicyDifference> between(Snapshot before, Snapshot after) {
        Map<List<Value>, List<String>> found = new LinkedHashMap<>();
        for (CompiledBundle bundle : after.bundles().values()) {
            for (CompiledRoute route : bundle.routes().values()) {
                List<Value> values =
                        values(before.policies().of(route), after.policies().of(route));
                add(found, values, route.route().id());
            }
        }
        TreeSet<String> applications = new TreeSet<>(before.policies().applications());
        applications.addAll(after.policies().applications());
        for (String application : applications) {
            List<Value> values = values(
                    written(before.policies().ofApplication(application)),
                    written(after.policies().ofApplication(application)));
            add(found, values, "application/" + application);
        }
        List<PolicyDifference> differences = new ArrayList<>();
        found.forEach((values, ids) -> differences.add(new PolicyDifference(
                ids.size(), ids.stream().sorted().limit(SHOWN).toList(), values)));
        return differences;
    }

    private static void add(Map<List<Value>, List<String>> found, List<Value> values, String id) {
        if (!values.isEmpty()) {
            found.computeIfAbsent(values, v -> new ArrayList<>()).add(id);
        }
    }

    private static List<Value> values(RoutePolicy before, RoutePolicy after) {
        return before == after ? List.of() : values(written(before), written(after));
    }

    private static List<Value> values(Map<String, String> before, Map<String, String> after) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        List<Value> values = new ArrayList<>();
        for (String name : names) {
            String was = before.getOrDefault(name, "");
            String is = after.getOrDefault(name, "");
            if (!was.equals(is)) {
                values.add(new Value(name, was, is));
            }
        }
        return values;
    }

    private static Map<String, String> written(@Nullable RoutePolicy policy) {
        Map<String, String> written = new TreeMap<>();
        if (policy == null) {
            return written;
        }
        int variants = policy.all().size();
        for (int i = 0; i < variants; i++) {
            EffectivePolicy each = policy.all().get(i);
            String whom = i == variants - 1 ? "" : " for subjects below percentile " + policy.upTo(i);
            for (Setting<?> setting : Setting.ALL) {
                written.put(setting.name() + whom, each.written(setting) + " of " + each.source(setting));
            }
            for (PlacedLimit limit : each.limits()) {
                written.put(
                        "limit " + limit.name() + whom,
                        JsonText.of(PolicyTree.of(limit.limit())) + " of " + limit.source());
            }
        }
        return written;
    }
}
