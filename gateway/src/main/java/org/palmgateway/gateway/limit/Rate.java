package org.palmgateway.gateway.limit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import org.palmgateway.routes.policy.Limit;

/**
 * The numbers of a limit, in the form in which its buckets count: so many permits in a period of so many nanoseconds.
 *
 * <p>The fraction is reduced, so that counting in 64 bits never overflows, where Bucket4j would go on with rounded
 * numbers. One that cannot be reduced enough is taken a little slower, by less than a part in a billion; never faster.
 *
 * <p>Immutable; shared by all buckets of limits with the same numbers.
 */
final class Rate {

    /** What is told instead of how long it takes until a demand larger than the burst can be met: a year. */
    static final Duration NEVER = Duration.ofDays(365);

    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    /** The largest product of permits and period: that, and the permits' worth of a fraction, is less than 2 to the 63rd. */
    private static final long LARGEST_PRODUCT = 1L << 62;

    private final long limitPermits;
    private final Duration window;
    private final long burst;
    private final long permits;
    private final long period;
    private final BucketConfiguration configuration;
    private final long nanosToFill;

    private Rate(Limit limit, long permits, long period) {
        this.limitPermits = limit.permits();
        this.window = limit.window();
        this.burst = limit.burst();
        this.permits = permits;
        this.period = period;
        this.configuration = new BucketConfiguration(List.of(Bandwidth.builder()
                .capacity(burst)
                .refillGreedy(permits, Duration.ofNanos(period))
                .build()));
        this.nanosToFill = nanosFor(burst, 0);
    }

    static Rate of(Limit limit) {
        long window = limit.window().toNanos();
        long divisor = BigInteger.valueOf(limit.permits())
                .gcd(BigInteger.valueOf(window))
                .longValueExact();
        long permits = limit.permits() / divisor;
        long period = window / divisor;
        if (Math.multiplyHigh(permits, period) == 0 && permits * period >= 0 && permits * period <= LARGEST_PRODUCT) {
            return new Rate(limit, permits, period);
        }
        // There are at least 41 permits, since a window has less than 2 to the 52nd nanoseconds.
        long fewer = (long) Math.sqrt((double) LARGEST_PRODUCT / 2 * permits / period);
        long longEnough = BigInteger.valueOf(period)
                .multiply(BigInteger.valueOf(fewer))
                .add(BigInteger.valueOf(permits - 1))
                .divide(BigInteger.valueOf(permits))
                .longValueExact();
        return new Rate(limit, fewer, longEnough);
    }

    /** Tells whether a limit has these numbers. What it is called and whether it is enforced is nothing to its buckets. */
    boolean isOf(Limit limit) {
        return burst == limit.burst() && limitPermits == limit.permits() && window.equals(limit.window());
    }

    BucketConfiguration configuration() {
        return configuration;
    }

    long burst() {
        return burst;
    }

    /** Returns how many nanoseconds an empty bucket takes to be full. */
    long nanosToFill() {
        return nanosToFill;
    }

    /**
     * Returns how a bucket stands towards a demand.
     *
     * @param available the permits in it
     * @param fraction what there is already of the next one, as Bucket4j counts it: in permits times a period
     */
    Standing standing(Demand demand, long available, long fraction) {
        long demanded = demand.permits();
        return new Standing(
                demand,
                Math.max(0, available),
                demanded > burst ? NEVER : until(demanded - available, fraction),
                until(burst - available, fraction));
    }

    private Duration until(long missing, long fraction) {
        return missing <= 0 ? Duration.ZERO : Duration.ofNanos(nanosFor(missing, fraction));
    }

    /** Returns how many nanoseconds it takes for permits to come back, not one less; a very long time is 292 years. */
    private long nanosFor(long missing, long fraction) {
        long product = missing * period;
        if (product >= 0 && Math.multiplyHigh(missing, period) == 0) {
            return -Math.floorDiv(fraction - product, permits);
        }
        BigInteger nanos = BigInteger.valueOf(missing)
                .multiply(BigInteger.valueOf(period))
                .subtract(BigInteger.valueOf(fraction))
                .add(BigInteger.valueOf(permits - 1))
                .divide(BigInteger.valueOf(permits));
        return nanos.compareTo(MOST) >= 0 ? Long.MAX_VALUE : nanos.longValueExact();
    }
}
