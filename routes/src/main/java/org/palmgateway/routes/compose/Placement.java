package org.palmgateway.routes.compose;

/** Where a branch's result stands in the answer. */
public sealed interface Placement {

    /** Under a name. */
    record Under(String name) implements Placement {}

    /** Its members stand among those of the answer; which ones these are is known beforehand. */
    record Spread() implements Placement {}

    /** Nowhere: it is there for other branches only. */
    record Hidden() implements Placement {}
}
