package org.palmgateway.gateway.limit.shared;

import io.github.bucket4j.distributed.remote.CommandResult;
import io.github.bucket4j.distributed.remote.MutableBucketEntry;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import io.github.bucket4j.distributed.remote.RemoteCommand;
import io.github.bucket4j.distributed.serialization.SerializationHandle;
import io.github.bucket4j.distributed.versioning.Version;
import io.github.bucket4j.distributed.versioning.Versions;

/**
 * Fills a bucket; one that is not there is full already. Deleting it would not do: nodes that believe it to be empty would make it
 * so again.
 */
record FillCommand() implements RemoteCommand<Boolean> {

    @Override
    public CommandResult<Boolean> execute(MutableBucketEntry entry, long now) {
        if (entry.exists()) {
            RemoteBucketState bucket = entry.get();
            bucket.refillAllBandwidth(now);
            bucket.reset();
            entry.set(bucket);
        }
        return CommandResult.success(entry.exists(), 0);
    }

    @Override
    public SerializationHandle<RemoteCommand<?>> getSerializationHandle() {
        throw new UnsupportedOperationException("This command runs where it is made.");
    }

    @Override
    public boolean isImmediateSyncRequired(long unsynchronizedTokens, long nanosSinceLastSync) {
        return true;
    }

    @Override
    public long estimateTokensToConsume() {
        return 0;
    }

    @Override
    public long getConsumedTokens(Boolean result) {
        return 0;
    }

    @Override
    public Version getRequiredVersion() {
        return Versions.v_7_0_0;
    }
}
