package org.palmgateway.bench.compare;

import java.io.IOException;

/**
 * What came of a load.
 *
 * @param asked how many requests there were
 * @param answered how many of them were answered well: 2xx, or 304
 * @param perSecond how many were answered in a second, with all contestants and the load on the same processor
 */
record Done(long asked, long answered, double perSecond) {

    /** Returns how many were not answered well. */
    long failed() {
        return asked - answered;
    }

    /**
     * Returns this.
     *
     * @throws IOException when a request failed: what was measured is then something else than was meant
     */
    Done whole(String said) throws IOException {
        if (asked == 0 || failed() > 0) {
            throw new IOException(
                    "failed: " + failed() + " of " + asked + " (expected: every request to be answered well)\n" + said);
        }
        return this;
    }
}
