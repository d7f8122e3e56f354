package org.palmgateway.gateway.limit.shared;

import java.util.concurrent.CompletionStage;
import org.palmgateway.gateway.limit.BucketKey;

/**
 * Where the buckets are that nodes share.
 *
 * <p>Safe for any number of threads; nothing blocks. What cannot be done ends the stage with an error: at once when the store is
 * known to be out of reach, and otherwise when that turns out, which callers do not wait for.
 */
interface BucketStore {

    /** Makes a visit, which happens as a whole or not at all. After an error it may have happened. */
    CompletionStage<Visited> visit(BucketKey key, Visit visit);

    /** Fills a bucket. */
    CompletionStage<?> fill(BucketKey key);

    /** Completes when the store answers. One that is out of reach is looked for meanwhile, for a later call. */
    CompletionStage<?> probe();

    /** Gives up what goes to the store now, which ends with errors, and looks for the store anew. */
    void startOver();
}
