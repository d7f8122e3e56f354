package org.palmgateway.bench.compose;

import java.util.Arrays;
import java.util.Locale;

/** Durations in the order of their length; negative ones are how much something came too early. Immutable. */
public final class Times {

    private final long[] sorted;

    private Times(long[] sorted) {
        this.sorted = sorted;
    }

    /** Sorts times in nanoseconds. */
    public static Times of(long... nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Times(sorted);
    }

    /** Returns these less a time each. */
    Times less(long nanos) {
        return new Times(Arrays.stream(sorted).map(each -> each - nanos).toArray());
    }

    /** Returns the time that a share of them took at most, in nanoseconds. */
    public long at(double share) {
        return sorted[(int) Math.ceil(share * (sorted.length - 1))];
    }

    /** Returns the same in words. */
    String millis(double share) {
        return String.format(Locale.ROOT, "%.2f ms", at(share) / 1e6);
    }

    int count() {
        return sorted.length;
    }

    long longerThan(long nanos) {
        return Arrays.stream(sorted).filter(each -> each > nanos).count();
    }
}
