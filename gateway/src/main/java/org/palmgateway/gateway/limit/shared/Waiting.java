package org.palmgateway.gateway.limit.shared;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Sinks;

/**
 * Who waits for a visit to a bucket that begins when the one under way has ended. At most one is under way for each bucket.
 *
 * @param visiting whether a visit is under way
 * @param least the fewest permits that one of them lacks
 * @param demanded permits that they lack together
 * @param next completes when their visit has ended; null when nobody waits
 */
record Waiting(boolean visiting, long least, long demanded, Sinks.@Nullable Empty<Void> next) {

    /** No visit is under way. */
    static final Waiting IDLE = new Waiting(false, 0, 0, null);

    /** A visit is under way, and nobody waits for another one. */
    static final Waiting VISITING = new Waiting(true, 0, 0, null);

    /** Returns this with one more request, to be told by {@code next}. */
    Waiting with(long lack, Sinks.Empty<Void> joined) {
        return new Waiting(true, next == null ? lack : Math.min(least, lack), demanded + lack, joined);
    }
}
