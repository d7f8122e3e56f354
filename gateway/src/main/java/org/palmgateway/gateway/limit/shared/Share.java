package org.palmgateway.gateway.limit.shared;

import org.jspecify.annotations.Nullable;

/**
 * One node's part of a bucket, out of which it serves while Redis cannot be reached.
 *
 * <p>How full it is at first is what keeps the total within the limit and one share. The node that looked last knows what is left,
 * and has a part of that. The others believe in more, however lately they looked: a bucket can be drained in milliseconds. So all of
 * them together may believe in one share more.
 *
 * @param level how full it is
 * @param admitted permits that it has given out and that the bucket in Redis has not been charged with yet
 * @param outage the outage that it was opened for
 */
record Share(Level level, long admitted, long outage) {

    static Share open(@Nullable Level known, Numbers numbers, long outage, long now) {
        double believed = known == null ? numbers.burst() : known.at(now, numbers.whole());
        return new Share(new Level(part(believed, numbers), now), 0, outage);
    }

    private static double part(double believed, Numbers numbers) {
        double others = Math.max(1, numbers.nodes() - 1);
        double cautious = Math.min(believed, numbers.burst() / others) / numbers.nodes();
        // Otherwise a subject that is new to the node could not make its first request under a small limit.
        return Math.max(cautious, Math.min(1, believed));
    }

    Share take(long permits, long now, Numbers numbers) {
        return new Share(new Level(level.at(now, numbers.share()) - permits, now), admitted + permits, outage);
    }

    Share giveBack(long permits) {
        return new Share(new Level(level.permits() + permits, level.at()), admitted - permits, outage);
    }

    /** Returns it after the bucket in Redis has been charged with permits that it had given out. */
    Share settled(long permits) {
        return new Share(level, admitted - permits, outage);
    }

    Share scaled(double scale) {
        return new Share(new Level(level.permits() * scale, level.at()), (long) Math.ceil(admitted * scale), outage);
    }

    /**
     * Returns what the bucket in Redis is to be charged with: what was given out, except what has come back since.
     */
    long debt(long now, Numbers numbers) {
        double missing = numbers.share().most() - level.at(now, numbers.share());
        return Math.min(admitted, (long) Math.ceil(Math.max(0, missing)));
    }
}
