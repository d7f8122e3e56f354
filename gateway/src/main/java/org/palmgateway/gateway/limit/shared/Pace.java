package org.palmgateway.gateway.limit.shared;

import java.time.Duration;

/**
 * How permits come back: evenly, up to a most.
 *
 * @param perNano permits that come back in a nanosecond
 * @param most permits that may lie unused
 */
record Pace(double perNano, double most) {

    /**
     * Returns the time in which permits come back, rounded up to the millisecond so that whoever waits that long finds them.
     *
     * @param lack how many permits
     * @return zero when nothing is lacking
     */
    Duration until(double lack) {
        return lack <= 0 ? Duration.ZERO : Duration.ofMillis((long) Math.ceil(lack / perNano / 1_000_000));
    }
}
