package org.palmgateway.routes.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Checks one parameter.
 *
 * @param where path, query or header
 * @param name its name in the document
 * @param key by what its values are found in the request
 * @param required whether it must be there
 * @param types the JSON types that its schema speaks of
 * @param itemTypes those of its items, when it is an array
 * @param separator what stands between the items of an array; null when each has a parameter of its own
 * @param json whether its text is JSON
 * @param schema what its values must be; null when anything will do
 */
record ParameterCheck(
        String where,
        String name,
        String key,
        boolean required,
        Set<String> types,
        Set<String> itemTypes,
        @Nullable String separator,
        boolean json,
        @Nullable SchemaCheck schema) {

    private static final Pattern NUMBER =
            Pattern.compile("-?(0|[1-9][0-9]{0,99})(\\.[0-9]{1,99})?([eE][+-]?[0-9]{1,3})?");

    List<Violation> check(RequestFacts request, JsonBody reader, Locale language) {
        String pointer = "/" + where + "/" + Part.escaped(name);
        List<String> values = values(request);
        if (values.isEmpty()) {
            return required ? List.of(new Violation(where, pointer, Fault.MISSING.in(language))) : List.of();
        }
        boolean array = types.contains("array") && !json;
        if (values.size() > 1 && !(array && (separator == null || where.equals("header")))) {
            return List.of(new Violation(where, pointer, Fault.REPEATED.in(language)));
        }
        if (schema == null) {
            return List.of();
        }
        if (json) {
            Optional<JsonNode> value = reader.read(values.get(0));
            return value.isEmpty()
                    ? List.of(new Violation(where, pointer, Fault.NOT_JSON.in(language)))
                    : schema.check(value.get(), where, pointer, language);
        }
        return check(array ? List.of(array(values, reader)) : nodes(values.get(0), types, reader), pointer, language);
    }

    /** A text may be read in two ways when a schema speaks of texts and numbers; one that the schema allows is enough. */
    private List<Violation> check(List<JsonNode> readings, String pointer, Locale language) {
        List<Violation> first = List.of();
        for (JsonNode reading : readings) {
            List<Violation> violations = schema == null ? List.of() : schema.check(reading, where, pointer, language);
            if (violations.isEmpty()) {
                return violations;
            }
            first = first.isEmpty() ? violations : first;
        }
        return first;
    }

    private List<String> values(RequestFacts request) {
        if (where.equals("path")) {
            @Nullable String value = request.path().get(key);
            return value == null ? List.of() : List.of(value);
        }
        Map<String, List<String>> all = where.equals("query") ? request.query() : request.fields();
        return all.getOrDefault(key, List.of());
    }

    private ArrayNode array(List<String> values, JsonBody reader) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        List<String> items = new ArrayList<>();
        for (String value : values) {
            // With a backslash before it, it stands for itself and needs no pattern.
            items.addAll(separator == null ? List.of(value) : List.of(value.split("\\" + separator, -1)));
        }
        for (String item : items) {
            array.add(nodes(where.equals("header") ? item.strip() : item, itemTypes, reader)
                    .get(0));
        }
        return array;
    }

    private static List<JsonNode> nodes(String text, Set<String> types, JsonBody reader) {
        List<JsonNode> nodes = new ArrayList<>();
        boolean number = types.contains("integer") || types.contains("number");
        if (number && NUMBER.matcher(text).matches()) {
            reader.read(text).ifPresent(nodes::add);
        }
        if (types.contains("boolean") && (text.equals("true") || text.equals("false"))) {
            nodes.add(JsonNodeFactory.instance.booleanNode(text.equals("true")));
        }
        if (nodes.isEmpty() || types.contains("string")) {
            nodes.add(JsonNodeFactory.instance.stringNode(text));
        }
        return nodes;
    }
}
