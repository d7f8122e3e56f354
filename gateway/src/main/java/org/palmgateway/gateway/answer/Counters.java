package org.palmgateway.gateway.answer;

import io.micrometer.core.instrument.Counter;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counters by what they count. Finding a meter by its tags costs more than what it counts, so those of the request path are kept at hand.
 * As many as there are keys, which whoever counts has to bound. Safe for any number of threads.
 */
public final class Counters {

    private final ConcurrentMap<Record, Counter> counters = new ConcurrentHashMap<>();

    /** Counts one more; the counter is made at the first time. */
    public void count(Record key, Function<Record, Counter> maker) {
        count(key, 1, maker);
    }

    /** Counts so much more; the counter is made at the first time. */
    public void count(Record key, double amount, Function<Record, Counter> maker) {
        @Nullable Counter counter = counters.get(key);
        (counter == null ? counters.computeIfAbsent(key, maker) : counter).increment(amount);
    }
}
