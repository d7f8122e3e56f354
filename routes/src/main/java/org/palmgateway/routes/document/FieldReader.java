package org.palmgateway.routes.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes the fields of one mapping, noting every one that is missing, wrong or unknown.
 *
 * <p>Methods return null after having noted a problem, so that reading goes on and finds the others.
 */
public final class FieldReader {

    private final Value.Fields mapping;
    private final String path;
    private final Problems problems;
    private final Set<String> known = new LinkedHashSet<>();

    FieldReader(Value.Fields mapping, String path, Problems problems) {
        this.mapping = mapping;
        this.path = path;
        this.problems = problems;
    }

    /** Returns the line that the mapping starts on, counted from 1. */
    public int line() {
        return mapping.line();
    }

    /** Returns the line of a field, or of the mapping when the field is missing. */
    private int line(String name) {
        Value value = mapping.fields().get(name);
        return value == null ? mapping.line() : value.line();
    }

    private String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** Tells whether a field is there, which from now on counts as known. */
    public boolean has(String name) {
        known.add(name);
        return mapping.fields().containsKey(name);
    }

    /** Tells whether the mapping has no fields. */
    public boolean isEmpty() {
        return mapping.fields().isEmpty();
    }

    /** Tells whether a list is missing or has no items. */
    public boolean isEmpty(String name) {
        return !(mapping.fields().get(name) instanceof Value.Items items)
                || items.items().isEmpty();
    }

    /** Notes that a field is wrong. */
    public void problem(String name, String value, String expected) {
        problems.add(line(name), path(name), value, expected);
    }

    /** Reads a scalar by a parser whose IllegalArgumentException says what is expected. */
    public <T> @Nullable T required(String name, Function<String, T> parser) {
        if (!has(name)) {
            problem(name, "", "a value");
            return null;
        }
        return scalar(name, mapping.fields().get(name), path(name), parser);
    }

    /** Reads a scalar as {@link #required} does, or returns another value when the field is missing. */
    public <T> @Nullable T optional(String name, T otherwise, Function<String, T> parser) {
        return has(name) ? required(name, parser) : otherwise;
    }

    private <T> @Nullable T scalar(String name, @Nullable Value value, String at, Function<String, T> parser) {
        if (!(value instanceof Value.Text text) || text.text().isBlank()) {
            problems.add(line(name), at, value == null ? "" : value.kind(), "a value");
            return null;
        }
        try {
            return parser.apply(text.text());
        } catch (IllegalArgumentException e) {
            problems.add(text.line(), at, text.text(), String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** Reads a list of scalars without repetition; empty when the field is missing. */
    public Set<String> texts(String name, Function<String, String> parser) {
        Set<String> texts = new LinkedHashSet<>();
        List<Value> items = items(name);
        for (int i = 0; i < items.size(); i++) {
            String at = path(name) + "[" + i + "]";
            String text = scalar(name, items.get(i), at, parser);
            if (text != null && !texts.add(text)) {
                problems.add(items.get(i).line(), at, text, "each value once");
            }
        }
        return texts;
    }

    /** Reads a part of any form; null when the field is missing, or after having noted what is wrong in it. */
    public <T> @Nullable T tree(String name, Tree<T> tree) {
        if (!has(name)) {
            return null;
        }
        Value value = mapping.fields().get(name);
        return value == null ? null : tree(value, path(name), tree);
    }

    private <T> @Nullable T tree(Value value, String at, Tree<T> tree) {
        if (value instanceof Value.Text) {
            return scalar(at, value, at, tree::scalar);
        }
        if (value instanceof Value.Items list) {
            List<T> items = new ArrayList<>();
            for (int i = 0; i < list.items().size(); i++) {
                @Nullable T item = tree(list.items().get(i), at + "[" + i + "]", tree);
                if (item == null) {
                    return null;
                }
                items.add(item);
            }
            return tree.list(items);
        }
        Map<String, T> members = new LinkedHashMap<>();
        for (Map.Entry<String, Value> member : ((Value.Fields) value).fields().entrySet()) {
            @Nullable T made = tree(member.getValue(), at + "." + member.getKey(), tree);
            if (made == null) {
                return null;
            }
            members.put(member.getKey(), made);
        }
        return tree.mapping(members);
    }

    /** Returns the names of all fields in their order; from now on they count as known. */
    public List<String> names() {
        known.addAll(mapping.fields().keySet());
        return List.copyOf(mapping.fields().keySet());
    }

    private List<Value> items(String name) {
        Value value = has(name) ? mapping.fields().get(name) : null;
        if (value instanceof Value.Items items) {
            return items.items();
        }
        if (value != null) {
            problem(name, value.kind(), "a list");
        }
        return List.of();
    }

    /** Reads a list of mappings; empty when the field is missing. */
    public List<FieldReader> mappings(String name) {
        List<FieldReader> readers = new ArrayList<>();
        List<Value> items = items(name);
        for (int i = 0; i < items.size(); i++) {
            String at = path(name) + "[" + i + "]";
            if (items.get(i) instanceof Value.Fields fields) {
                readers.add(new FieldReader(fields, at, problems));
            } else {
                problems.add(items.get(i).line(), at, items.get(i).kind(), "a mapping");
            }
        }
        return readers;
    }

    /** Reads a mapping; one without fields when the field is missing. */
    public FieldReader mapping(String name) {
        Value value = has(name) ? mapping.fields().get(name) : null;
        if (value != null && !(value instanceof Value.Fields)) {
            problem(name, value.kind(), "a mapping");
        }
        Value.Fields fields =
                value instanceof Value.Fields found ? found : new Value.Fields(line(name), new TreeMap<>());
        return new FieldReader(fields, path(name), problems);
    }

    /** Notes every field that nobody asked for. */
    public void end() {
        for (Map.Entry<String, Value> field : mapping.fields().entrySet()) {
            if (!known.contains(field.getKey())) {
                problems.add(
                        field.getValue().line(),
                        path(field.getKey()),
                        "unknown field " + field.getKey(),
                        "one of " + String.join(", ", known));
            }
        }
    }
}
