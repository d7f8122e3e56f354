package org.palmgateway.gateway.command;

import java.util.List;
import org.palmgateway.routes.document.Scalars;

/**
 * Something in which a bundle on this machine differs from the published one.
 *
 * @param kind how
 * @param section part of the bundle, such as {@code routes}
 * @param id id of the route, department, contract or example; empty when the section as a whole is meant
 * @param fields which fields of it were changed; empty when all of it is new or gone
 */
record Difference(Kind kind, String section, String id, List<String> fields) {

    enum Kind {
        NEW,
        CHANGED,
        GONE;

        @Override
        public String toString() {
            return Scalars.word(this);
        }
    }

    /** Copies the names. */
    Difference {
        fields = List.copyOf(fields);
    }

    @Override
    public String toString() {
        boolean one = !id.isEmpty() && section.endsWith("s");
        return kind + " " + (one ? section.substring(0, section.length() - 1) : section)
                + (id.isEmpty() ? "" : " " + id) + (fields.isEmpty() ? "" : ": " + String.join(", ", fields));
    }
}
