package org.palmgateway.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.palmgateway.routes.policy.Limit;

/**
 * One rate for all limits with the same numbers, so that a million buckets need no million copies of it.
 *
 * <p>Bounded: of a rate that was forgotten a second one may come into use, which is as good. Safe for any number of threads.
 */
final class Rates {

    private static final long MAXIMUM = 10_000;

    private final Cache<Numbers, Rate> rates =
            Caffeine.newBuilder().executor(Runnable::run).maximumSize(MAXIMUM).build();

    Rate of(Limit limit) {
        return rates.get(new Numbers(limit.permits(), limit.window(), limit.burst()), numbers -> Rate.of(limit));
    }

    private record Numbers(long permits, Duration window, long burst) {}
}
