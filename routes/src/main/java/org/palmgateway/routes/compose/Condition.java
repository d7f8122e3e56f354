package org.palmgateway.routes.compose;

import java.util.List;
import java.util.function.Consumer;

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

    /** Tells of every pointer in it. */
    public void pointers(Consumer<Pointer> consumer) {
        consumer.accept(value);
        is.forEach(each -> each.pointers(consumer));
    }

    /** Tells whether it can be judged only when an earlier branch has ended. */
    public boolean comesLater() {
        return value.comesLater()
                || is.stream().flatMap(each -> each.pointers().stream()).anyMatch(Pointer::comesLater);
    }
}
