package org.palmgateway.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What became of requests at each limit since the node started. Bounded; safe for any number of threads. */
public final class LimitCounts {

    private static final int MOST = 100_000;

    private final Cache<String, Adders> counts =
            Caffeine.newBuilder().executor(Runnable::run).maximumSize(MOST).build();

    private record Adders(LongAdder admitted, LongAdder rejected, LongAdder shadowed) {}

    /**
     * What became of requests at one limit.
     *
     * @param admitted how many were charged
     * @param rejected how many were refused
     * @param shadowed how many would have been refused, had the limit been enforced
     */
    public record Count(long admitted, long rejected, long shadowed) {}

    void admitted(String limit) {
        adders(limit).admitted().increment();
    }

    void rejected(String limit) {
        adders(limit).rejected().increment();
    }

    void shadowed(String limit) {
        adders(limit).shadowed().increment();
    }

    private Adders adders(String limit) {
        @Nullable Adders known = counts.getIfPresent(limit);
        return known != null
                ? known
                : counts.get(limit, name -> new Adders(new LongAdder(), new LongAdder(), new LongAdder()));
    }

    /** Returns the counts of a limit by its name. */
    public Count of(String limit) {
        @Nullable Adders known = counts.getIfPresent(limit);
        return known == null
                ? new Count(0, 0, 0)
                : new Count(
                        known.admitted().sum(),
                        known.rejected().sum(),
                        known.shadowed().sum());
    }
}
