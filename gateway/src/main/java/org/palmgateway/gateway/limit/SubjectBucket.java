package org.palmgateway.gateway.limit;

import io.github.bucket4j.BucketListener;
import io.github.bucket4j.BucketState;
import io.github.bucket4j.MathType;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.VerboseResult;
import io.github.bucket4j.local.LockFreeBucket;
import org.jspecify.annotations.Nullable;

/**
 * The bucket of one subject under one limit, in the memory of this node.
 *
 * <p>Safe for any number of threads, without locks. Threads that see different numbers of the limit at one moment, as while a
 * policy changes, may each scale the permits; the bucket then has the numbers of the last one, and the next request corrects that.
 */
final class SubjectBucket {

    // The class itself, as its constructor takes a configuration that many buckets share; the builder makes one for
    // each.
    private final LockFreeBucket bucket;
    private volatile Rate rate;

    /** Makes a full bucket. */
    SubjectBucket(Rate rate, TimeMeter time) {
        this.rate = rate;
        this.bucket = new LockFreeBucket(rate.configuration(), MathType.INTEGER_64_BITS, time, BucketListener.NOPE);
    }

    Rate rate() {
        return rate;
    }

    /** Tells whether the bucket counts at the rate that was set last, which two threads that change it at once may prevent. */
    boolean isSettled() {
        return bucket.getConfiguration().equals(rate.configuration());
    }

    /**
     * Counts at another rate from now on. Permits are kept in proportion to the burst: of all ways to carry them over, only this one
     * creates none when a limit is changed back and forth.
     */
    void change(Rate other) {
        rate = other;
        bucket.replaceConfiguration(other.configuration(), TokensInheritanceStrategy.PROPORTIONALLY);
    }

    boolean has(long permits) {
        return bucket.getAvailableTokens() >= permits;
    }

    /** Takes what is demanded, and returns how the bucket stands then; null when it has too few permits. */
    @Nullable
    Standing take(Demand demand) {
        VerboseResult<Boolean> result = bucket.asVerbose().tryConsume(demand.permits());
        return result.getValue() ? standing(demand, rate, result.getState()) : null;
    }

    void giveBack(long permits) {
        bucket.addTokens(permits);
    }

    /** Returns how the bucket stands towards a demand. */
    Standing look(Demand demand) {
        return standing(demand, rate, bucket.asVerbose().getAvailableTokens().getState());
    }

    /** Returns how a full bucket stands towards a demand. */
    static Standing full(Demand demand, Rate rate) {
        return rate.standing(demand, rate.burst(), 0);
    }

    private static Standing standing(Demand demand, Rate rate, BucketState state) {
        return rate.standing(demand, state.getAvailableTokens(), state.getRoundingError(0));
    }
}
