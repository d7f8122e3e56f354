package org.palmgateway.gateway.limit.shared;

/**
 * How full a bucket was at a time.
 *
 * @param permits permits in it; less than zero when it owes
 * @param at the time, in nanoseconds of the epoch
 */
record Level(double permits, long at) {

    /** Returns how full it is now if nobody took anything since. A clock that went back adds nothing. */
    double at(long now, Pace pace) {
        return Math.min(pace.most(), permits + pace.perNano() * Math.max(0, now - at));
    }

    /** Tells whether it is from the last so many nanoseconds. */
    boolean isYoungerThan(long nanos, long now) {
        return now - at <= nanos;
    }
}
