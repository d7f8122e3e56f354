package org.palmgateway.routes.snapshot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.document.JsonText;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.model.Upstream;
import org.palmgateway.routes.policy.EffectivePolicy;
import org.palmgateway.routes.policy.PlacedLimit;
import org.palmgateway.routes.policy.PolicyTree;
import org.palmgateway.routes.policy.RoutePolicy;
import org.palmgateway.routes.policy.Setting;
import org.palmgateway.routes.policy.Source;
import org.palmgateway.routes.snapshot.PolicyDifference.Value;

/** Finds what differs between the policies of two snapshots. For one thread. */
final class Comparison {

    private final TrafficPolicies before;
    private final TrafficPolicies after;
    /** Most routes share their policy with others; it is compared once. */
    private final Map<Pair, List<Value>> compared = new HashMap<>();

    private record Pair(RoutePolicy before, RoutePolicy after) {}

    private record Written(String value, Source source) {}

    Comparison(TrafficPolicies before, TrafficPolicies after) {
        this.before = before;
        this.after = after;
    }

    /** Compares all routes and applications, and names so many of those that differ in the same. */
    List<PolicyDifference> of(Collection<CompiledBundle> bundles, int shown) {
        Map<List<Value>, NavigableSet<String>> found = new HashMap<>();
        for (CompiledBundle bundle : bundles) {
            bundle.routes()
                    .values()
                    .forEach(route -> add(found, values(route), route.route().id()));
        }
        NavigableSet<String> applications = new TreeSet<>(before.applications());
        applications.addAll(after.applications());
        for (String application : applications) {
            List<Value> values = values(
                    Objects.requireNonNullElse(before.ofApplication(application), RoutePolicy.DEFAULT),
                    Objects.requireNonNullElse(after.ofApplication(application), RoutePolicy.DEFAULT));
            add(found, values, "application/" + application);
        }
        Map<String, PolicyDifference> differences = new TreeMap<>();
        found.forEach((values, ids) -> differences.put(
                ids.first(),
                new PolicyDifference(ids.size(), ids.stream().limit(shown).toList(), values)));
        return List.copyOf(differences.values());
    }

    private static void add(Map<List<Value>, NavigableSet<String>> found, List<Value> values, String id) {
        if (!values.isEmpty()) {
            found.computeIfAbsent(values, v -> new TreeSet<>()).add(id);
        }
    }

    private List<Value> values(CompiledRoute route) {
        List<Value> values = new ArrayList<>();
        add(values, "maintenance", maintenance(before, route), maintenance(after, route));
        for (Upstream upstream : route.upstreams()) {
            String name = "breaker " + upstream.id();
            add(values, name, breaker(before, route, upstream), breaker(after, route, upstream));
        }
        values.addAll(values(before.of(route), after.of(route)));
        return values;
    }

    private static void add(List<Value> values, String name, String was, String is) {
        if (!was.equals(is)) {
            values.add(new Value(name, was, is));
        }
    }

    private static String maintenance(TrafficPolicies policies, CompiledRoute route) {
        return policies.maintenance(route, policies.at())
                .map(closed -> "until " + closed.terms().until() + " of "
                        + new Source(
                                closed.target().toString(),
                                "override " + closed.terms().id()))
                .orElse("");
    }

    private static String breaker(TrafficPolicies policies, CompiledRoute route, Upstream upstream) {
        @Nullable Boolean open = policies.forcedOpen(route.department().id(), upstream.id());
        if (open == null) {
            return "";
        }
        return open ? "open" : "closed";
    }

    private List<Value> values(RoutePolicy was, RoutePolicy is) {
        return compared.computeIfAbsent(new Pair(was, is), Comparison::values);
    }

    private static List<Value> values(Pair pair) {
        NavigableSet<Integer> starts = new TreeSet<>(starts(pair.before()));
        starts.addAll(starts(pair.after()));
        List<Value> values = new ArrayList<>();
        for (int start : starts) {
            @Nullable Integer next = starts.higher(start);
            int end = next == null ? 99 : next - 1;
            String whom = starts.size() == 1 ? "" : " for subjects of percentiles " + start + " to " + end;
            values.addAll(values(
                    written(pair.before().at(start)), written(pair.after().at(start)), whom));
        }
        return values;
    }

    private static List<Integer> starts(RoutePolicy policy) {
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int i = 0; i < policy.all().size() - 1; i++) {
            starts.add(policy.upTo(i));
        }
        return starts;
    }

    private static List<Value> values(Map<String, Written> before, Map<String, Written> after, String whom) {
        NavigableSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        List<Value> values = new ArrayList<>();
        for (String name : names) {
            @Nullable Written was = before.get(name);
            @Nullable Written is = after.get(name);
            if (was == null || is == null || !areSame(was, is)) {
                values.add(new Value(name + whom, text(was), text(is)));
            }
        }
        return values;
    }

    private static boolean areSame(Written was, Written is) {
        return was.value().equals(is.value())
                && was.source().place().equals(is.source().place());
    }

    private static String text(@Nullable Written written) {
        return written == null ? "" : written.value() + " of " + written.source();
    }

    private static Map<String, Written> written(EffectivePolicy policy) {
        Map<String, Written> written = new HashMap<>();
        for (Setting<?> setting : Setting.ALL) {
            written.put(setting.name(), new Written(policy.written(setting), policy.source(setting)));
        }
        for (PlacedLimit limit : policy.limits()) {
            written.put(
                    "limit " + limit.name(), new Written(JsonText.of(PolicyTree.of(limit.limit())), limit.source()));
        }
        return written;
    }
}
