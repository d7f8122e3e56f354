package org.palmgateway.routes.compose;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.document.FieldReader;

/** Reads conditions. */
final class ConditionReader {

    private ConditionReader() {}

    /** Returns the condition of a field; null when there is none, or after having noted what is wrong. */
    static @Nullable Condition read(FieldReader fields, String name) {
        if (!fields.has(name)) {
            return null;
        }
        FieldReader condition = fields.mapping(name);
        Pointer value = condition.required("value", Pointer::of);
        boolean is = condition.has("is");
        boolean not = condition.has("is-not");
        if (is && not) {
            condition.problem("is-not", "", "either is or is-not");
            return null;
        }
        @Nullable Template values = is || not ? condition.tree(is ? "is" : "is-not", Template.WRITTEN) : null;
        condition.end();
        if (value == null || ((is || not) && values == null)) {
            return null;
        }
        List<Template> all =
                values == null ? List.of() : values instanceof Template.ListOf list ? list.items() : List.of(values);
        return new Condition(value, all, !not);
    }
}
