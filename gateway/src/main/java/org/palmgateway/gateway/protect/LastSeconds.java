package org.palmgateway.gateway.protect;

/** Counts for each of ten seconds, the last of which is running. Immutable, so that a whole count is taken or left at once. */
final class LastSeconds {

    static final int SECONDS = 10;

    static final LastSeconds NONE = new LastSeconds(0, new int[SECONDS]);

    private final long last;
    private final int[] counts;

    private LastSeconds(long last, int[] counts) {
        this.last = last;
        this.counts = counts;
    }

    /** Returns these counts without those that have become too old; a second before the running one counts as the running one. */
    LastSeconds at(long second) {
        if (second <= last) {
            return this;
        }
        int[] kept = counts.clone();
        for (long passed = Math.max(last + 1, second - SECONDS + 1); passed <= second; passed++) {
            kept[(int) (passed % SECONDS)] = 0;
        }
        return new LastSeconds(second, kept);
    }

    LastSeconds plusOne() {
        int[] more = counts.clone();
        more[(int) (last % SECONDS)]++;
        return new LastSeconds(last, more);
    }

    long total() {
        long sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }
}
