package org.palmgateway.routes.contract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What importing a document would do to the routes of a draft.
 *
 * <p>What the document does not speak of stays as the draft has it: fields that someone added or edited, the id, whether requests are checked,
 * and what came from the options of the import. Where both speak the document stands.
 *
 * @param added routes that the draft does not have
 * @param changed routes that the draft has in another form
 * @param removed routes of the draft that came from the contract, and whose operations it no longer has
 */
public record ContractDiff(
        List<Map<String, Object>> added, List<RouteChange> changed, List<Map<String, Object>> removed) {

    /**
     * A route that would change.
     *
     * @param id its id in the draft
     * @param route the route as it would be
     * @param changes field by field
     */
    public record RouteChange(String id, Map<String, Object> route, List<FieldChange> changes) {

        /** Copies the route and the changes. */
        public RouteChange {
            route = Collections.unmodifiableMap(new LinkedHashMap<>(route));
            changes = List.copyOf(changes);
        }
    }

    /**
     * A field that would change.
     *
     * @param field its name, dotted, such as {@code match.path}
     * @param from what the draft has; null when nothing
     * @param to what it would have
     */
    public record FieldChange(
            String field, @Nullable Object from, @Nullable Object to) {}

    /** Copies the lists. */
    public ContractDiff {
        added = List.copyOf(added);
        changed = List.copyOf(changed);
        removed = List.copyOf(removed);
    }

    /**
     * Compares.
     *
     * @param draft the routes of the draft, as bundles have them
     * @param imported what came of importing the document
     */
    public static ContractDiff between(List<Map<String, Object>> draft, ImportedRoutes imported) {
        Set<Map<String, Object>> left = Collections.newSetFromMap(new IdentityHashMap<>());
        left.addAll(draft);
        IdentityHashMap<ImportedRoute, Map<String, Object>> matched = new IdentityHashMap<>();
        // An operation is known by its name; one that was renamed, by what it matches; a route written by hand, by its
        // id.
        match(
                draft,
                left,
                imported,
                matched,
                (route, made) -> isOf(route, imported.contract())
                        && isNamed(made.operation(), String.valueOf(use(route).get("operation"))));
        match(
                draft,
                left,
                imported,
                matched,
                (route, made) -> isOf(route, imported.contract())
                        && Objects.equals(
                                Plain.of(route.get("match")), made.fields().get("match")));
        match(
                draft,
                left,
                imported,
                matched,
                (route, made) -> made.id().equals(route.get("id")) && !route.containsKey("compose"));
        List<Map<String, Object>> added = new ArrayList<>();
        List<RouteChange> changed = new ArrayList<>();
        for (ImportedRoute made : imported.routes()) {
            Map<String, Object> route = matched.get(made);
            if (route == null) {
                added.add(made.fields());
            } else {
                change(route, made).ifPresent(changed::add);
            }
        }
        List<Map<String, Object>> removed = draft.stream()
                .filter(route -> left.contains(route) && isOf(route, imported.contract()))
                .toList();
        return new ContractDiff(added, changed, removed);
    }

    private interface Fit {
        boolean test(Map<String, Object> route, ImportedRoute made);
    }

    private static void match(
            List<Map<String, Object>> draft,
            Set<Map<String, Object>> left,
            ImportedRoutes imported,
            IdentityHashMap<ImportedRoute, Map<String, Object>> matched,
            Fit fit) {
        for (ImportedRoute made : imported.routes()) {
            if (matched.containsKey(made)) {
                continue;
            }
            Predicate<Map<String, Object>> fits = route -> left.contains(route) && fit.test(route, made);
            draft.stream().filter(fits).findFirst().ifPresent(route -> {
                left.remove(route);
                matched.put(made, route);
            });
        }
    }

    private static boolean isOf(Map<String, Object> route, String contract) {
        return contract.equals(use(route).get("in"));
    }

    private static Map<?, ?> use(Map<String, Object> route) {
        return route.get("contract") instanceof Map<?, ?> use ? use : Map.of();
    }

    private static boolean isNamed(Operation operation, String name) {
        return name.equals(operation.operationId()) || name.equals(operation.method() + " " + operation.path());
    }

    private static Optional<RouteChange> change(Map<String, Object> route, ImportedRoute made) {
        Map<String, Object> before = new LinkedHashMap<>();
        route.forEach((name, value) -> before.put(name, Plain.of(value)));
        Map<String, Object> after = merged(before, made.fields(), made.assumed(), "");
        List<FieldChange> changes = new ArrayList<>();
        compare(before, after, "", changes);
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of(new RouteChange(String.valueOf(route.get("id")), after, changes));
    }

    private static Map<String, Object> merged(Map<?, ?> before, Map<?, ?> made, Set<String> assumed, String at) {
        Map<String, Object> merged = new LinkedHashMap<>();
        before.forEach((name, value) -> merged.put(String.valueOf(name), Objects.requireNonNullElse(value, "")));
        made.forEach((key, value) -> {
            String name = String.valueOf(key);
            @Nullable Object own = merged.get(name);
            // Of public access nothing else can be said, so nothing else may stay.
            boolean whole = value instanceof Map<?, ?> access && "public".equals(access.get("audience"));
            if (own instanceof Map<?, ?> one
                    && value instanceof Map<?, ?> other
                    && !whole
                    && !assumed.contains(at + name)) {
                merged.put(name, merged(one, other, assumed, at + name + "."));
            } else if (own == null || !assumed.contains(at + name)) {
                merged.put(name, Objects.requireNonNullElse(value, ""));
            }
        });
        return merged;
    }

    private static void compare(Map<?, ?> before, Map<?, ?> after, String at, List<FieldChange> changes) {
        Set<String> names = new TreeSet<>();
        before.keySet().forEach(name -> names.add(String.valueOf(name)));
        after.keySet().forEach(name -> names.add(String.valueOf(name)));
        for (String name : names) {
            @Nullable Object from = before.get(name);
            @Nullable Object to = after.get(name);
            if (from instanceof Map<?, ?> one && to instanceof Map<?, ?> other) {
                compare(one, other, at + name + ".", changes);
            } else if (!Objects.equals(from, to)) {
                changes.add(new FieldChange(at + name, from, to));
            }
        }
    }
}
