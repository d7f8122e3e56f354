package org.palmgateway.gateway.cache;

import java.util.concurrent.atomic.AtomicLong;

/** Bounds the octets of bodies that are on their way into the cache, all together. Safe for any number of threads. */
final class InFlight {

    private final long most;
    private final AtomicLong taken = new AtomicLong();

    InFlight(long most) {
        this.most = most;
    }

    /** Takes room for so many octets, unless there is none. */
    boolean take(long octets) {
        if (taken.addAndGet(octets) > most) {
            taken.addAndGet(-octets);
            return false;
        }
        return true;
    }

    /** Takes room that is needed whether there is any or not. */
    void hold(long octets) {
        taken.addAndGet(octets);
    }

    void giveBack(long octets) {
        taken.addAndGet(-octets);
    }

    /** Returns how many octets are taken. */
    long taken() {
        return taken.get();
    }
}
