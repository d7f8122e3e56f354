package org.palmgateway.routes.contract;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds which JSON types a schema speaks of, so that the text of a parameter can be read as one. */
final class ValueTypes {

    private final Set<String> types = new HashSet<>();
    private final Set<String> seen = new HashSet<>();

    private ValueTypes() {}

    static Set<String> of(Part schema) {
        ValueTypes found = new ValueTypes();
        found.add(schema);
        return found.types;
    }

    private void add(Part schema) {
        if (!seen.add(schema.pointer())) {
            return;
        }
        schema.at("type").text().ifPresent(types::add);
        types.addAll(schema.at("type").texts());
        for (String keyword : List.of("allOf", "oneOf", "anyOf")) {
            schema.at(keyword).items().forEach(this::add);
        }
    }

    /** Returns the schema of an array's items, wherever it is written. */
    static Part items(Part schema) {
        Part items = schema.at("items");
        if (items.isThere()) {
            return items;
        }
        for (Part part : schema.at("allOf").items()) {
            if (part.at("items").isThere()) {
                return part.at("items");
            }
        }
        return items;
    }
}
