package org.palmgateway.routes.compose;

import java.util.Set;

/** Where a branch's result stands in the answer. */
public sealed interface Placement {

    /** Under a name. */
    record Under(String name) implements Placement {}

    /**
     * Its members stand among those of the answer.
     *
     * @param names which ones these are, as far as they are there
     */
    record Spread(Set<String> names) implements Placement {
        /** Copies the names. */
        public Spread {
            names = Set.copyOf(names);
        }
    }

    /** Nowhere: it is there for other branches only. */
    record Hidden() implements Placement {}
}
