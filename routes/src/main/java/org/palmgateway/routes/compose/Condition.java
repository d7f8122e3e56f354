package org.palmgateway.routes.compose;

import java.util.List;

/**
 * Whether something holds.
 *
 * @param value what is looked at
 * @param is the values that it may have; empty when anything will do but nothing, null and false
 * @param expected whether it has to be so, or must not be
 */
public record Condition(Pointer value, List<Template> is, boolean expected) {

    /** Copies the list. */
    public Condition {
        is = List.copyOf(is);
    }
}
