package org.palmgateway.gateway.limit.shared;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Buckets that Redis is to be told of although no request may ask for them again. Each is in it once.
 *
 * <p>Bounded: what does not fit is told when the bucket is next asked for. Safe for any number of threads.
 */
final class Errands {

    /** What has been done about a bucket. */
    enum Done {
        /** There is nothing to be told any more. */
        NOTHING,
        /** It is not time yet. */
        LATER,
        /** Redis is being told. */
        TOLD
    }

    private static final int MOST_LOOKED_AT = 10_000;
    private static final int MOST_TOLD = 500;

    private final Queue<Bucket> queue = new ConcurrentLinkedQueue<>();
    private final AtomicLong size = new AtomicLong();
    private final long maximum;
    private final Function<Bucket, AtomicBoolean> mark;

    /**
     * Makes an empty one.
     *
     * @param maximum the most buckets in it
     * @param mark finds where a bucket notes that it is in
     */
    Errands(long maximum, Function<Bucket, AtomicBoolean> mark) {
        this.maximum = maximum;
        this.mark = mark;
    }

    void add(Bucket bucket) {
        if (size.get() < maximum && mark.apply(bucket).compareAndSet(false, true)) {
            size.incrementAndGet();
            queue.add(bucket);
        }
    }

    /** Does some of them. Those that it is too early for go to the end. */
    void run(Function<Bucket, Done> errand) {
        int told = 0;
        long looks = Math.min(size.get(), MOST_LOOKED_AT);
        for (long i = 0; i < looks && told < MOST_TOLD; i++) {
            Bucket bucket = queue.poll();
            if (bucket == null) {
                return;
            }
            size.decrementAndGet();
            // Before looking, so that what comes up meanwhile is added.
            mark.apply(bucket).set(false);
            switch (errand.apply(bucket)) {
                case NOTHING -> {}
                case LATER -> add(bucket);
                case TOLD -> told++;
            }
        }
    }
}
