package org.palmgateway.gateway.answer;

import io.micrometer.core.instrument.Timer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Timers by what they time, at hand as {@link Counters} are. As many as there are keys, which whoever times has to bound. Safe for any number
 * of threads.
 *
 * @param <K> what is timed
 */
final class Timers<K extends Record> {

    private final ConcurrentMap<K, Timer> timers = new ConcurrentHashMap<>();
    private final Function<K, Timer> maker;

    /**
     * Makes it without timers.
     *
     * @param maker makes a timer at the first time
     */
    Timers(Function<K, Timer> maker) {
        this.maker = maker;
    }

    /** Records that something took so many nanoseconds. */
    void record(K key, long nanos) {
        @Nullable Timer timer = timers.get(key);
        (timer == null ? timers.computeIfAbsent(key, maker) : timer).record(nanos, TimeUnit.NANOSECONDS);
    }
}
