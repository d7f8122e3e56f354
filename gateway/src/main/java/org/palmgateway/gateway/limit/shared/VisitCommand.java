package org.palmgateway.gateway.limit.shared;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.BucketState64BitsInteger;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.distributed.remote.CommandResult;
import io.github.bucket4j.distributed.remote.MutableBucketEntry;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import io.github.bucket4j.distributed.remote.RemoteCommand;
import io.github.bucket4j.distributed.remote.RemoteStat;
import io.github.bucket4j.distributed.serialization.SerializationHandle;
import io.github.bucket4j.distributed.versioning.Version;
import io.github.bucket4j.distributed.versioning.Versions;

/**
 * A {@link Visit} as one command of Bucket4j, so that its parts happen together or not at all. Runs on this side of a
 * compare-and-swap, which repeats it when another node was faster; it is never sent anywhere.
 *
 * <p>A pure function of the bucket and the time.
 *
 * @param visit what to do
 */
record VisitCommand(Visit visit) implements RemoteCommand<Visited> {

    /** How much of what is left one node may lease ahead, of its part by the number of nodes: a quarter. */
    private static final long QUARTER = 4;

    @Override
    public CommandResult<Visited> execute(MutableBucketEntry entry, long now) {
        RemoteBucketState bucket = entry.exists() ? entry.get() : created(now);
        boolean changed = bringToNumbers(bucket, now);
        bucket.refillAllBandwidth(now);
        if (visit.returned() > 0) {
            bucket.addTokens(visit.returned());
            changed = true;
        }
        long granted = granted(bucket.getAvailableTokens() - visit.debt());
        if (visit.debt() + granted > 0) {
            bucket.consume(visit.debt() + granted);
            changed = true;
        }
        if (changed) {
            entry.set(bucket);
        }
        return CommandResult.success(new Visited(granted, level(bucket, now)), 0);
    }

    private RemoteBucketState created(long now) {
        RemoteBucketState bucket = new RemoteBucketState(
                new BucketState64BitsInteger(visit.numbers().configuration(), now), new RemoteStat(0), null);
        // A bucket goes when it is full, and then nobody believes it to be anything else; or with the data of Redis,
        // and then it must not come back full.
        long missing = (long) Math.ceil(visit.numbers().burst() - visit.believed());
        if (missing > 0) {
            bucket.consume(missing);
        }
        return bucket;
    }

    private boolean bringToNumbers(RemoteBucketState bucket, long now) {
        BucketConfiguration wanted = visit.numbers().configuration();
        if (bucket.getConfiguration().equals(wanted)) {
            return false;
        }
        bucket.refillAllBandwidth(now);
        bucket.replaceConfiguration(wanted, TokensInheritanceStrategy.PROPORTIONALLY, now);
        return true;
    }

    private long granted(long available) {
        long demanded = available < visit.least() ? 0 : Math.min(visit.demanded(), available);
        long nodes = visit.numbers().nodes();
        long rest = Math.max(0, available - demanded);
        // What comes back in a pause is used up until the next one; twice its part, as not all nodes may need theirs.
        long breath = Math.min(rest, (long) (2 * visit.numbers().breath() / nodes));
        return demanded + Math.min(visit.ahead(), Math.max(rest / (QUARTER * nodes), breath));
    }

    private Level level(RemoteBucketState bucket, long now) {
        long window = bucket.getConfiguration().getBandwidths()[0].getRefillPeriodNanos();
        double begun = (double) bucket.getState().getRoundingError(0) / window;
        return new Level(bucket.getAvailableTokens() + begun, now);
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
        return visit.demanded() + visit.ahead();
    }

    @Override
    public long getConsumedTokens(Visited result) {
        return result.granted();
    }

    @Override
    public Version getRequiredVersion() {
        return Versions.v_7_0_0;
    }
}
