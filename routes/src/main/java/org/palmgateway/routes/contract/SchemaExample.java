package org.palmgateway.routes.contract;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a value that is as a schema says, as far as that can be done by looking at it once: patterns and conditions are not solved.
 *
 * <p>Where a schema contains itself it is cut off: an optional property is left out, a list is empty. For one value, on one thread.
 */
final class SchemaExample {

    private static final int DEEPEST = 12;
    private static final int MOST_VALUES = 2_000;
    private static final int LONGEST_TEXT = 200;
    private static final int MOST_ITEMS = 10;

    private static final Map<String, String> FORMATS = Map.ofEntries(
            Map.entry("date", "2026-01-31"),
            Map.entry("date-time", "2026-01-31T08:30:00Z"),
            Map.entry("time", "08:30:00Z"),
            Map.entry("duration", "P1D"),
            Map.entry("uuid", "00000000-0000-4000-8000-000000000001"),
            Map.entry("email", "someone@example.org"),
            Map.entry("hostname", "www.example.org"),
            Map.entry("uri", "https://www.example.org/"),
            Map.entry("uri-reference", "/somewhere"),
            Map.entry("ipv4", "192.0.2.1"),
            Map.entry("ipv6", "2001:db8::1"),
            Map.entry("byte", "cGFsbQ=="));

    private final Deque<String> open = new ArrayDeque<>();
    private int values;

    /** Returns a value; null where there is none to be had, which is a value of JSON too. */
    @Nullable
    Object of(Part schema) {
        return cut(schema) ? null : made(schema);
    }

    /** Tells whether a schema would contain itself, or the value become too large. */
    private boolean cut(Part schema) {
        return open.contains(schema.pointer()) || open.size() >= DEEPEST || values >= MOST_VALUES;
    }

    private @Nullable Object made(Part schema) {
        values++;
        if (!(schema.value() instanceof Map<?, ?> keywords)) {
            return null;
        }
        for (String given : List.of("example", "const", "default")) {
            if (keywords.containsKey(given)) {
                return keywords.get(given);
            }
        }
        for (String given : List.of("examples", "enum")) {
            if (keywords.get(given) instanceof List<?> list && !list.isEmpty()) {
                return list.get(0);
            }
        }
        open.push(schema.pointer());
        try {
            return combined(schema);
        } finally {
            open.pop();
        }
    }

    private @Nullable Object combined(Part schema) {
        for (String choice : List.of("oneOf", "anyOf")) {
            Optional<Part> first = schema.at(choice).items().stream()
                    .filter(part -> !part.at("type").text().equals(Optional.of("null")) && !cut(part))
                    .findFirst();
            if (first.isPresent() && !schema.at("properties").isThere()) {
                return made(first.get());
            }
        }
        List<Part> all = schema.at("allOf").items();
        if (all.isEmpty()) {
            return plain(schema, type(schema));
        }
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        @Nullable Object other = null;
        for (Part part : all) {
            @Nullable Object value = of(part);
            if (value instanceof Map<?, ?> map) {
                map.forEach((name, member) -> members.put(String.valueOf(name), member));
            } else {
                other = other == null ? value : other;
            }
        }
        members.putAll(properties(schema));
        return members.isEmpty() && other != null ? other : members;
    }

    private static String type(Part schema) {
        List<String> several = schema.at("type").texts();
        return schema.at("type")
                .text()
                .or(() -> several.stream().filter(type -> !type.equals("null")).findFirst())
                .orElse(
                        schema.at("properties").isThere()
                                ? "object"
                                : schema.at("items").isThere() ? "array" : "string");
    }

    private @Nullable Object plain(Part schema, String type) {
        return switch (type) {
            case "object" -> properties(schema);
            case "array" -> items(schema);
            case "integer", "number" -> number(schema, type.equals("integer"));
            case "boolean" -> true;
            case "null" -> null;
            default -> text(schema);
        };
    }

    private Map<String, @Nullable Object> properties(Part schema) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        List<String> required = schema.at("required").texts();
        schema.at("properties").members().forEach((name, property) -> {
            if (!property.at("writeOnly").isTrue() && (!cut(property) || required.contains(name))) {
                members.put(name, of(property));
            }
        });
        return members;
    }

    private List<@Nullable Object> items(Part schema) {
        Part each = schema.at("items");
        int least = whole(schema, "minItems", 1, MOST_ITEMS);
        int count = Math.min(Math.max(least, 1), whole(schema, "maxItems", MOST_ITEMS, MOST_ITEMS));
        List<@Nullable Object> items = new ArrayList<>();
        for (int i = 0; i < count && !cut(each); i++) {
            items.add(of(each));
        }
        return items;
    }

    private static String text(Part schema) {
        String text = FORMATS.getOrDefault(schema.at("format").text().orElse(""), "text");
        int least = whole(schema, "minLength", 0, LONGEST_TEXT);
        int most = whole(schema, "maxLength", LONGEST_TEXT, LONGEST_TEXT);
        String padded = text.length() < least ? text + "x".repeat(least - text.length()) : text;
        return padded.length() > most ? padded.substring(0, most) : padded;
    }

    private static BigDecimal number(Part schema, boolean whole) {
        Optional<BigDecimal> least = bound(schema, "minimum", "exclusiveMinimum", BigDecimal.ONE);
        Optional<BigDecimal> most = bound(schema, "maximum", "exclusiveMaximum", BigDecimal.ONE.negate());
        BigDecimal number = least.orElse(BigDecimal.ONE);
        if (most.isPresent() && number.compareTo(most.get()) > 0) {
            // Between two bounds that lie close together there may be no whole step.
            number = least.isPresent() && !whole
                    ? least.get()
                            .subtract(BigDecimal.ONE)
                            .add(most.get().add(BigDecimal.ONE))
                            .divide(BigDecimal.valueOf(2))
                    : most.get();
        }
        if (schema.at("multipleOf").value() instanceof BigDecimal step && step.signum() > 0) {
            number = number.divide(step, 0, RoundingMode.CEILING).multiply(step);
        }
        return whole ? number.setScale(0, RoundingMode.CEILING) : number;
    }

    /** Returns a bound, moved by one when it is exclusive, as a boolean (3.0) or by itself (3.1). */
    private static Optional<BigDecimal> bound(Part schema, String inclusive, String exclusive, BigDecimal inwards) {
        if (schema.at(exclusive).value() instanceof BigDecimal bound) {
            return Optional.of(bound.add(inwards));
        }
        if (schema.at(inclusive).value() instanceof BigDecimal bound) {
            return Optional.of(schema.at(exclusive).isTrue() ? bound.add(inwards) : bound);
        }
        return Optional.empty();
    }

    private static int whole(Part schema, String keyword, int otherwise, int most) {
        return schema.at(keyword).value() instanceof BigDecimal number
                ? number.min(BigDecimal.valueOf(most)).max(BigDecimal.ZERO).intValue()
                : otherwise;
    }
}
