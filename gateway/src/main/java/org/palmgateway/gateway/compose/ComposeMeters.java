package org.palmgateway.gateway.compose;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.palmgateway.gateway.answer.Counters;

/** Counts what becomes of branches. Series are bounded by departments and states. Safe for any number of threads. */
public final class ComposeMeters {

    private final MeterRegistry meters;
    private final Counters counters = new Counters();

    private record Ended(String department, State state) {}

    /**
     * Makes the meters.
     *
     * @param meters where the numbers go
     */
    public ComposeMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Counts the end of a branch of a department's composition. */
    void ended(String department, State state) {
        counters.count(
                new Ended(department, state),
                key -> Counter.builder("palm.branches")
                        .description("Branches of composed calls by what became of them")
                        .tag("department", department)
                        .tag("state", state.word())
                        .register(meters));
    }
}
