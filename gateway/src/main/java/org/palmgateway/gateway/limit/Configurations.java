package org.palmgateway.gateway.limit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import java.time.Duration;
import org.palmgateway.routes.policy.Limit;

/** Limits in the form that buckets are made of. */
public final class Configurations {

    /** Bandwidths of one id take the place of each other when a limit's numbers change. */
    private static final String ID = "limit";

    private Configurations() {}

    /** Returns a bucket's configuration: full at first, refilled evenly. */
    public static BucketConfiguration of(Limit limit) {
        return of(limit.permits(), limit.window().toNanos(), limit.burst());
    }

    private static BucketConfiguration of(long permits, long windowNanos, long burst) {
        Bandwidth bandwidth = Bandwidth.builder()
                .capacity(burst)
                .refillGreedy(permits, Duration.ofNanos(windowNanos))
                .id(ID)
                .build();
        return BucketConfiguration.builder().addLimit(bandwidth).build();
    }
}
