package org.palmgateway.gateway.limit;

import com.github.benmanes.caffeine.cache.Expiry;

/** Keeps buckets until they are certain to be full: for the time it takes to fill, after the last use. */
final class UntilFull implements Expiry<BucketKey, SubjectBucket> {

    private static final long LONGEST = Long.MAX_VALUE / 2;

    /** Caffeine passes over a read that would move the time by a second or less. */
    private static final long LEAST_MARGIN = 2_000_000_000;

    /**
     * Returns how many nanoseconds a bucket is kept that is used now: a quarter more than it takes to fill, so that not every
     * use has to set the time anew, and enough more that the time is set whenever it has to be.
     */
    static long nanosKept(SubjectBucket bucket) {
        long fill = bucket.rate().nanosToFill();
        return fill > LONGEST ? LONGEST : fill + Math.max(fill / 4, LEAST_MARGIN);
    }

    @Override
    public long expireAfterCreate(BucketKey key, SubjectBucket bucket, long now) {
        return nanosKept(bucket);
    }

    @Override
    public long expireAfterUpdate(BucketKey key, SubjectBucket bucket, long now, long left) {
        return nanosKept(bucket);
    }

    @Override
    public long expireAfterRead(BucketKey key, SubjectBucket bucket, long now, long left) {
        return left >= bucket.rate().nanosToFill() ? left : nanosKept(bucket);
    }
}
