package org.palmgateway.gateway.limit.shared;

import java.util.concurrent.atomic.LongAdder;

/** What is counted for {@link SharedLimits.Stats}. */
final class Counters {

    final LongAdder visits = new LongAdder();
    final LongAdder failedVisits = new LongAdder();
    final LongAdder waits = new LongAdder();
    final LongAdder leased = new LongAdder();
    final LongAdder returned = new LongAdder();
    final LongAdder servedAlone = new LongAdder();
    final LongAdder settled = new LongAdder();
    final LongAdder outages = new LongAdder();

    SharedLimits.Stats read() {
        return new SharedLimits.Stats(
                visits.sum(),
                failedVisits.sum(),
                waits.sum(),
                leased.sum(),
                returned.sum(),
                servedAlone.sum(),
                settled.sum(),
                outages.sum());
    }
}
