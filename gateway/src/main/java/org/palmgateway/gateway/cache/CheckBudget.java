package org.palmgateway.gateway.cache;

import java.util.concurrent.atomic.AtomicLong;

/** Bounds the comparisons for one route in each minute. Safe for any number of threads. */
final class CheckBudget {

    private static final long MINUTE_MILLIS = 60_000;
    private static final int BITS = 16;

    /** The minute, and in the lowest bits how many comparisons there were in it. */
    private final AtomicLong used = new AtomicLong();

    /** Takes one, if of so many in a minute one is left. */
    boolean take(int most, long nowMillis) {
        long minute = nowMillis / MINUTE_MILLIS;
        while (true) {
            long before = used.get();
            long count = before >> BITS == minute ? before & ((1L << BITS) - 1) : 0;
            if (count >= most) {
                return false;
            }
            if (used.compareAndSet(before, (minute << BITS) | (count + 1))) {
                return true;
            }
        }
    }
}
