package org.palmgateway.gateway.protect;

import java.time.Duration;

/**
 * Whether an upstream is passed over because of its last calls. Immutable.
 *
 * <p>Five failures in a row eject it for five seconds. If it fails again after that, it is ejected at once for twice as long, up to a
 * minute. A success ends it all. Failures of calls that were under way when it was ejected change nothing.
 *
 * @param failures failures in a row
 * @param times how often it has been ejected in a row
 * @param until when the last ejection ends, in nanoseconds of the clock
 */
record Ejection(int failures, int times, long until) {

    static final Ejection NONE = new Ejection(0, 0, 0);

    private static final int IN_A_ROW = 5;
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int MOST_DOUBLINGS = 4;

    boolean isOn(long now) {
        return times > 0 && now - until < 0;
    }

    Ejection afterFailure(long now) {
        if (isOn(now)) {
            return this;
        }
        if (failures + 1 < IN_A_ROW) {
            return new Ejection(failures + 1, 0, 0);
        }
        long time = Math.min(LONGEST.toNanos(), FIRST.toNanos() << times);
        return new Ejection(IN_A_ROW, Math.min(MOST_DOUBLINGS, times + 1), now + time);
    }
}
