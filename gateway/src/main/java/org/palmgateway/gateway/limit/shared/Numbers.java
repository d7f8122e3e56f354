package org.palmgateway.gateway.limit.shared;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.palmgateway.routes.policy.Limit;

/**
 * The numbers of a limit, and what they come to for the whole bucket and for one node's share of it.
 *
 * <p>Immutable. Two nodes that hold the same limit have equal {@link #configuration() configurations}.
 */
final class Numbers {

    /**
     * How long Redis is left alone after it had next to nothing, so that also the permits of a limit that is used up come in
     * batches.
     */
    static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

    private final long permits;
    private final Duration window;
    private final long burst;
    private final int nodes;
    private final Pace whole;
    private final Pace share;

    private Numbers(long permits, Duration window, long burst, int nodes) {
        this.permits = permits;
        this.window = window;
        this.burst = burst;
        this.nodes = nodes;
        double perNano = (double) permits / window.toNanos();
        this.whole = new Pace(perNano, burst);
        this.share = new Pace(perNano / nodes, Math.max(1.0, (double) burst / nodes));
    }

    static Numbers of(Limit limit, int nodes) {
        return new Numbers(limit.permits(), limit.window(), limit.burst(), nodes);
    }

    /** Tells whether a limit has these numbers. */
    boolean are(Limit limit) {
        return permits == limit.permits() && burst == limit.burst() && window.equals(limit.window());
    }

    long burst() {
        return burst;
    }

    int nodes() {
        return nodes;
    }

    /** Returns the pace of the bucket that all nodes share. */
    Pace whole() {
        return whole;
    }

    /** Returns the pace of one node's share; at least one permit fits in it, however many nodes there are. */
    Pace share() {
        return share;
    }

    /** Returns how many permits come back in a pause. */
    double breath() {
        return whole.perNano() * PAUSE;
    }

    /** Returns by how much the permits of a bucket are multiplied when other numbers take the place of these. */
    double scaleTo(Numbers other) {
        return (double) other.burst / burst;
    }

    /** Returns the bucket in Bucket4j's words. */
    BucketConfiguration configuration() {
        return BucketConfiguration.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(burst)
                        .refillGreedy(permits, window)
                        .build())
                .build();
    }
}
