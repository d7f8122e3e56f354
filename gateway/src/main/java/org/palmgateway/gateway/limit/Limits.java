package org.palmgateway.gateway.limit;

import java.util.List;
import reactor.core.publisher.Mono;

/**
 * The buckets of all limits.
 *
 * <p>Safe for any number of threads; never blocks and never locks. A limit whose numbers have changed since its bucket was last
 * used keeps the bucket, its permits in proportion.
 */
public interface Limits {

    /**
     * Charges a request to all of its limits or to none.
     *
     * @param demands what it asks, at most one demand for each bucket
     * @return what came of it; never an error on account of a store that cannot be reached
     */
    Mono<Charge> charge(List<Demand> demands);

    /** Tells how buckets stand, without charging them or making those that are not there. */
    List<Standing> standings(List<Demand> demands);

    /** Fills one subject's bucket, on all nodes that share it. Completes when it is done; an error when the shared one cannot be reached. */
    Mono<Void> reset(BucketKey key);

    /** Returns how many buckets are held in memory. */
    long size();

    /** Returns {@code local}, or for limits that nodes share {@code shared}, or {@code share} while the store cannot be reached. */
    String mode();
}
