package org.palmgateway.routes.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One place in an OpenAPI document. Going to a member follows local references, so a place is always where the thing itself is written.
 *
 * @param root the document
 * @param pointer the place as a JSON pointer (RFC 6901)
 * @param value what is there: a map, a list, a text, a number, a boolean, or null for nothing
 */
record Part(
        Map<String, @Nullable Object> root,
        String pointer,
        @Nullable Object value) {

    /** More references that only lead to references are taken for a circle. */
    private static final int MOST_HOPS = 32;

    static Part of(Map<String, @Nullable Object> root) {
        return new Part(root, "", root);
    }

    /** Returns the member of a mapping, or the item of a list; a part without value when there is none. */
    Part at(String name) {
        return child(name).followed();
    }

    private Part child(String name) {
        String there = pointer + "/" + escaped(name);
        if (value instanceof Map<?, ?> fields) {
            return new Part(root, there, fields.get(name));
        }
        if (value instanceof List<?> items && name.matches("0|[1-9][0-9]{0,8}")) {
            int index = Integer.parseInt(name);
            return new Part(root, there, index < items.size() ? items.get(index) : null);
        }
        return new Part(root, there, null);
    }

    private Part followed() {
        Part part = this;
        for (int hops = 0; hops < MOST_HOPS; hops++) {
            Optional<String> reference = part.reference();
            if (reference.isEmpty()) {
                return part;
            }
            part = part.lookup(reference.get());
        }
        return new Part(root, pointer, null);
    }

    private Optional<String> reference() {
        return value instanceof Map<?, ?> fields && fields.get("$ref") instanceof String reference
                ? Optional.of(reference)
                : Optional.empty();
    }

    /** Returns what a local reference, such as {@code #/components/schemas/A}, leads to, without following what is there. */
    Part lookup(String reference) {
        Part part = of(root);
        for (String token : References.tokens(reference)) {
            part = part.child(token);
        }
        return part;
    }

    boolean isThere() {
        return value != null;
    }

    /** Returns the members of a mapping in their order, references followed; none when it is no mapping. */
    Map<String, Part> members() {
        Map<String, Part> members = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> fields) {
            fields.keySet().forEach(name -> members.put(String.valueOf(name), at(String.valueOf(name))));
        }
        return members;
    }

    /** Returns the items of a list, references followed; none when it is no list. */
    List<Part> items() {
        List<Part> parts = new ArrayList<>();
        if (value instanceof List<?> items) {
            for (int i = 0; i < items.size(); i++) {
                parts.add(at(Integer.toString(i)));
            }
        }
        return parts;
    }

    /** Returns the texts of a list; none when it is no list. */
    List<String> texts() {
        return items().stream()
                .map(Part::value)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    /** Returns its text; empty when it is none, or a blank one. */
    Optional<String> text() {
        return value instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }

    boolean isTrue() {
        return Boolean.TRUE.equals(value);
    }

    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
