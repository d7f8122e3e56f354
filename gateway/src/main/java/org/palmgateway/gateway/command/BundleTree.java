package org.palmgateway.gateway.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.command.Difference.Kind;
import org.palmgateway.routes.bundle.BundleReader;
import org.palmgateway.routes.document.Problems;
import org.palmgateway.routes.document.TypedDocument;

/**
 * What a bundle says, whatever way it is laid out: comments, the order of fields, routes and departments, and whether it is YAML or JSON do not
 * count. A field that says what would hold without it counts, since another version of the gateway may hold something else.
 *
 * @param fields its fields
 */
record BundleTree(Map<String, @Nullable Object> fields) {

    private static final int MAXIMUM_DEPTH = 100;
    private static final String ID = "id";

    /** Makes the fields unchangeable. */
    BundleTree {
        fields = Collections.unmodifiableMap(fields);
    }

    /** Returns a bundle that says nothing. */
    static BundleTree empty() {
        return new BundleTree(Map.of());
    }

    /**
     * Reads a bundle, but does not look at whether it makes sense.
     *
     * @throws CommandFailed naming all that cannot be read
     */
    static BundleTree of(String file, String text) {
        Problems problems = new Problems(file);
        return TypedDocument.read(text, BundleReader.MAXIMUM_LENGTH, MAXIMUM_DEPTH, problems)
                .map(document -> new BundleTree(document.root()))
                .orElseThrow(() -> new CommandFailed(Failure.of(file + " is no bundle", problems.found())));
    }

    /** Returns how another bundle differs from this one, by section and id. */
    List<Difference> to(BundleTree other) {
        Set<String> sections = new TreeSet<>(fields.keySet());
        sections.addAll(other.fields.keySet());
        List<Difference> differences = new ArrayList<>();
        for (String section : sections) {
            Optional<Map<String, Object>> before = byId(fields, section);
            Optional<Map<String, Object>> after = byId(other.fields, section);
            if (before.isPresent() && after.isPresent()) {
                differences.addAll(differences(section, before.get(), after.get()));
            } else if (!SameValue.test(fields.get(section), other.fields.get(section))) {
                differences.add(new Difference(Kind.CHANGED, section, "", List.of()));
            }
        }
        return differences;
    }

    private static List<Difference> differences(String section, Map<String, Object> before, Map<String, Object> after) {
        Set<String> ids = new TreeSet<>(before.keySet());
        ids.addAll(after.keySet());
        List<Difference> differences = new ArrayList<>();
        for (String id : ids) {
            @Nullable Object old = before.get(id);
            @Nullable Object fresh = after.get(id);
            if (old == null) {
                differences.add(new Difference(Kind.NEW, section, id, List.of()));
            } else if (fresh == null) {
                differences.add(new Difference(Kind.GONE, section, id, List.of()));
            } else if (!SameValue.test(old, fresh)) {
                differences.add(new Difference(Kind.CHANGED, section, id, changed((Map<?, ?>) old, (Map<?, ?>) fresh)));
            }
        }
        return differences;
    }

    private static List<String> changed(Map<?, ?> before, Map<?, ?> after) {
        Set<String> names = new TreeSet<>();
        before.keySet().forEach(name -> names.add(String.valueOf(name)));
        after.keySet().forEach(name -> names.add(String.valueOf(name)));
        return names.stream()
                .filter(name -> !SameValue.test(before.get(name), after.get(name)))
                .toList();
    }

    /** Returns the parts of a section by their ids; empty when it is no list of parts that all have one of their own. */
    private static Optional<Map<String, Object>> byId(Map<String, @Nullable Object> fields, String section) {
        @Nullable Object value = fields.get(section);
        if (value == null) {
            return Optional.of(Map.of());
        }
        if (!(value instanceof Collection<?> parts)) {
            return Optional.empty();
        }
        Map<String, Object> byId = new LinkedHashMap<>();
        for (Object part : parts) {
            if (!(part instanceof Map<?, ?> mapping)
                    || !(mapping.get(ID) instanceof String id)
                    || byId.put(id, mapping) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(byId);
    }
}
