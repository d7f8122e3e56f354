package org.palmgateway.gateway.limit.shared;

import java.time.Duration;

/** What a node sees when it looks at its account for a request. */
sealed interface Look {

    /** The permits are at hand. */
    record Enough() implements Look {}

    /**
     * Redis has to be asked.
     *
     * @param lack how many permits are not at hand
     */
    record Ask(long lack) implements Look {}

    /**
     * There are too few, as far as the node knows.
     *
     * @param untilEnough time until there are enough if nobody else asks
     */
    record TooFew(Duration untilEnough) implements Look {}

    /** There are enough. */
    Look ENOUGH = new Enough();
}
