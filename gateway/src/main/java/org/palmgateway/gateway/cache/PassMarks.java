package org.palmgateway.gateway.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/**
 * Remembers for a short while which answers were not kept, so that nobody waits for another's of them. Such a call may still bring one that
 * is kept, which takes the mark away. Safe for any number of threads.
 */
final class PassMarks {

    private static final Duration FOR = Duration.ofSeconds(10);
    private static final int MOST = 100_000;

    private final Cache<CacheKey, Boolean> marks;

    PassMarks(Ticker ticker) {
        this.marks = Caffeine.newBuilder()
                .expireAfterWrite(FOR)
                .maximumSize(MOST)
                .ticker(ticker)
                .build();
    }

    void mark(CacheKey key) {
        marks.put(key, true);
    }

    void clear(CacheKey key) {
        marks.invalidate(key);
    }

    boolean isMarked(CacheKey key) {
        return marks.getIfPresent(key) != null;
    }
}
