package org.palmgateway.gateway.protect;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.palmgateway.routes.policy.RetryBudget;

/**
 * Counts the requests and retries of the last ten seconds, so that retries stay a share of the requests.
 *
 * <p>The running second is the last of the ten. Safe for any number of threads and without locks; retries that are asked for at the
 * same moment never pass the budget together.
 */
public final class RetryAllowance {

    private static final int SECONDS = LastSeconds.SECONDS;

    private final LongSupplier nanos;
    private final long origin;
    /** For each second of ten in turn: its number in the upper half, its requests in the lower half. */
    private final AtomicLongArray requests = new AtomicLongArray(SECONDS);

    private final AtomicReference<LastSeconds> retries;

    /**
     * Starts with nothing counted.
     *
     * @param nanos the clock, such as {@link System#nanoTime}
     */
    public RetryAllowance(LongSupplier nanos) {
        this.nanos = nanos;
        this.origin = nanos.getAsLong();
        this.retries = new AtomicReference<>(LastSeconds.NONE);
    }

    private long second() {
        return TimeUnit.NANOSECONDS.toSeconds(Math.max(0, nanos.getAsLong() - origin));
    }

    /** Counts a request. */
    public void request() {
        long second = second();
        int slot = (int) (second % SECONDS);
        long before;
        long after;
        do {
            before = requests.get(slot);
            after = before >>> Integer.SIZE == second ? before + 1 : (second << Integer.SIZE) + 1;
        } while (!requests.compareAndSet(slot, before, after));
    }

    /** Tells whether one more retry is within a budget, and if so counts it. */
    public boolean tryRetry(RetryBudget budget) {
        long second = second();
        long allowed = Math.max(budget.minimum(), requests(second) * budget.share() / 100);
        while (true) {
            LastSeconds before = Objects.requireNonNull(retries.get());
            LastSeconds now = before.at(second);
            if (now.total() >= allowed) {
                return false;
            }
            if (retries.compareAndSet(before, now.plusOne())) {
                return true;
            }
        }
    }

    /** Returns the requests of the last ten seconds. */
    public long requests() {
        return requests(second());
    }

    private long requests(long second) {
        long sum = 0;
        for (int slot = 0; slot < SECONDS; slot++) {
            long packed = requests.get(slot);
            if (packed >>> Integer.SIZE > second - SECONDS) {
                sum += packed & 0xFFFF_FFFFL;
            }
        }
        return sum;
    }

    /** Returns the retries of the last ten seconds. */
    public long retries() {
        return Objects.requireNonNull(retries.get()).at(second()).total();
    }
}
