package org.palmgateway.gateway.protect;

import java.time.Duration;

/**
 * What was seen of calls for a short while. Immutable.
 *
 * <p>It is complete after a fifth of a second and ten calls, whichever comes last: so a busy department is judged five times a second,
 * and one so slow that it answers a few times a second is still judged. (The library's {@code WindowedLimit} throws away a window
 * that ends with less than ten calls, and so learns nothing of a department just when it has become slow.)
 *
 * @param began when it began, in nanoseconds of the clock
 * @param answered calls that were answered
 * @param took the sum of the times they took, in nanoseconds
 * @param dropped calls that were not
 * @param fill the most calls that were under way, out of as many as the limit allows
 */
record SampleWindow(long began, int answered, long took, int dropped, int fill) {

    private static final long TIME = Duration.ofMillis(200).toNanos();
    private static final int CALLS = 10;

    static SampleWindow startingAt(long now) {
        return new SampleWindow(now, 0, 0, 0, 0);
    }

    SampleWindow plusAnswered(long nanos, int filled) {
        return new SampleWindow(began, answered + 1, took + nanos, dropped, Math.max(fill, filled));
    }

    SampleWindow plusDropped(int filled) {
        return new SampleWindow(began, answered, took, dropped + 1, Math.max(fill, filled));
    }

    boolean isComplete(long now) {
        return now - began >= TIME && answered + dropped >= CALLS;
    }

    /** Returns the average time of the answered calls, at least 1, for the algorithm divides by it. */
    long averageTook() {
        return answered == 0 ? 1 : Math.max(1, took / answered);
    }

    double droppedShare() {
        int calls = answered + dropped;
        return calls == 0 ? 0 : (double) dropped / calls;
    }
}
