package org.palmgateway.routes.contract;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A route that was made of an operation.
 *
 * @param operation what it was made of
 * @param fields the route as a bundle has it: maps, lists and texts, in the order of docs/bundles.md
 * @param assumed the fields, dotted, that the document says nothing about: they come from the options
 */
public record ImportedRoute(Operation operation, Map<String, Object> fields, Set<String> assumed) {

    /** Copies the fields and what is assumed. */
    public ImportedRoute {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        assumed = Set.copyOf(assumed);
    }

    /** Returns the id of the route. */
    public String id() {
        return String.valueOf(fields.get("id"));
    }
}
