package org.palmgateway.gateway.limit.shared;

import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import io.github.bucket4j.distributed.serialization.SerializationHandle;

/**
 * Keeps a bucket in Redis until it would be full by itself, and a minute more for clocks that differ.
 *
 * <p>One that is full was filled on purpose. It is kept for as long as an empty one would be, for as long as that some node may
 * believe it to be empty.
 */
final class KeptUntilFull implements ExpirationAfterWriteStrategy {

    private static final long MORE_MILLIS = 60_000;

    @Override
    public long calculateTimeToLiveMillis(RemoteBucketState state, long now) {
        long nanos = state.calculateFullRefillingTime(now);
        if (nanos <= 0) {
            RemoteBucketState emptied = state.copy();
            emptied.consume(emptied.getAvailableTokens());
            nanos = emptied.calculateFullRefillingTime(now);
        }
        return nanos / 1_000_000 + MORE_MILLIS;
    }

    @Override
    public SerializationHandle<ExpirationAfterWriteStrategy> getSerializationHandle() {
        throw new UnsupportedOperationException("Buckets expire by what this side says.");
    }
}
