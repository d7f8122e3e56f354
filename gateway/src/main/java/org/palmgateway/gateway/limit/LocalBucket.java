package org.palmgateway.gateway.limit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.local.SynchronizationStrategy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.palmgateway.routes.policy.Limit;

/** One bucket in memory, with the limit that it was last used under. Safe for any number of threads. */
final class LocalBucket {

    private final Bucket bucket;
    private volatile Limit limit;

    LocalBucket(Limit limit, TimeMeter time) {
        this.bucket = Bucket.builder()
                .addLimit(Configurations.of(limit).getBandwidths()[0])
                .withCustomTimePrecision(time)
                .withSynchronizationStrategy(SynchronizationStrategy.LOCK_FREE)
                .build();
        this.limit = limit;
    }

    /**
     * Goes on under a limit. In proportion, since that alone neither makes permits nor loses them when numbers go up and down again.
     */
    void use(Limit now) {
        if (!limit.equals(now)) {
            bucket.replaceConfiguration(Configurations.of(now), TokensInheritanceStrategy.PROPORTIONALLY);
            limit = now;
        }
    }

    boolean has(long permits) {
        return bucket.getAvailableTokens() >= permits;
    }

    boolean take(long permits) {
        return bucket.tryConsume(permits);
    }

    void giveBack(long permits) {
        bucket.addTokens(permits);
    }

    void fill() {
        bucket.reset();
    }

    Limit limit() {
        return limit;
    }

    Standing standing(Demand demand) {
        long burst = demand.limit().limit().burst();
        long permits = Math.min(demand.permits(), burst);
        EstimationProbe enough = bucket.estimateAbilityToConsume(permits);
        long remaining = Math.max(0, enough.getRemainingTokens());
        return new Standing(
                demand,
                remaining,
                demand.permits() > burst ? NEVER : Duration.ofNanos(enough.getNanosToWaitForRefill()),
                untilFull(demand.limit().limit(), burst - remaining));
    }

    private static final Duration NEVER = Duration.ofDays(365);

    private static Duration untilFull(Limit limit, long missing) {
        // In doubles, whose error is far below the second that is told.
        double nanos = (double) missing * limit.window().toNanos() / limit.permits();
        return Duration.ofNanos((long) Math.min(nanos, (double) TimeUnit.DAYS.toNanos(365)));
    }

    /** Returns how a bucket stands that nobody has used. */
    static Standing full(Demand demand) {
        Limit limit = demand.limit().limit();
        boolean never = demand.permits() > limit.burst();
        return new Standing(demand, limit.burst(), never ? NEVER : Duration.ZERO, Duration.ZERO);
    }

    /** Returns the time after which an unused bucket is full whatever was taken. */
    Duration fillTime() {
        return untilFull(limit, limit.burst());
    }
}
