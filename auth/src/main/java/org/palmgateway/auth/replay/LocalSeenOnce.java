package org.palmgateway.auth.replay;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Clock;
import java.time.Duration;
import org.palmgateway.auth.ClockTicker;
import org.palmgateway.auth.Sha256;
import reactor.core.publisher.Mono;

/**
 * Remembers ids in the memory of this node: right for one node, or where each client stays with one.
 *
 * <p>Every id is kept as its SHA-256, so that each takes the same space. When as many ids are kept as allowed, new ones are
 * refused with {@link NotRecorded} until the time of a kept one has passed; repeats are still told apart. A cache that
 * evicts would let those ids be used again that it chose to forget. The limit may be passed by the number of threads that
 * ask at one moment.
 *
 * <p>Safe for any number of threads; answers come on the subscribing thread.
 */
public final class LocalSeenOnce implements SeenOnce {

    private final long maximum;
    // Without maximumSize, for nothing may be evicted: the size is checked before anything is added.
    private final Cache<Sha256, Duration> seen;

    /**
     * Makes an empty memory.
     *
     * @param maximum how many ids are kept at once; each takes about 200 octets
     * @param clock by which they age
     * @throws IllegalArgumentException if {@code maximum} is less than one
     */
    public LocalSeenOnce(long maximum, Clock clock) {
        if (maximum < 1) {
            throw new IllegalArgumentException("maximum: " + maximum + " (expected: >= 1)");
        }
        this.maximum = maximum;
        this.seen = Caffeine.newBuilder()
                .ticker(new ClockTicker(clock))
                .expireAfter(Expiry.writing((Sha256 id, Duration keptFor) -> keptFor))
                .build();
    }

    @Override
    public Mono<Boolean> isFirst(String id, Duration keptFor) {
        if (keptFor.isNegative() || keptFor.isZero()) {
            throw new IllegalArgumentException("keptFor: " + keptFor + " (expected: more than zero)");
        }
        return Mono.fromCallable(() -> record(Sha256.of(id), keptFor));
    }

    @Override
    public Mono<Void> forget(String id) {
        return Mono.fromRunnable(() -> seen.invalidate(Sha256.of(id)));
    }

    private boolean record(Sha256 id, Duration keptFor) {
        if (seen.getIfPresent(id) != null) {
            return false;
        }
        if (full()) {
            throw new NotRecorded("Too many ids are in use (at most " + maximum + "). Try again later.");
        }
        return seen.asMap().putIfAbsent(id, keptFor) == null;
    }

    private boolean full() {
        if (seen.estimatedSize() < maximum) {
            return false;
        }
        // Ids whose time has passed count until they are cleaned away, which otherwise happens only as others are
        // added.
        seen.cleanUp();
        return seen.estimatedSize() >= maximum;
    }
}
