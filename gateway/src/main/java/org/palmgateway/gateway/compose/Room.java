package org.palmgateway.gateway.compose;

import java.util.concurrent.atomic.AtomicLong;

/** How many octets the answers to one call's branches may still have in all. Any thread. */
final class Room {

    private final int ofOne;
    private final long inAll;
    private final AtomicLong left;

    /**
     * Makes it.
     *
     * @param ofOne the most octets of one answer
     * @param inAll the most octets of all
     */
    Room(int ofOne, long inAll) {
        this.ofOne = ofOne;
        this.inAll = inAll;
        this.left = new AtomicLong(inAll);
    }

    /** Returns the most octets of one answer. */
    int ofOne() {
        return ofOne;
    }

    /** Returns how many octets have been taken. */
    long taken() {
        return inAll - left.get();
    }

    /** Takes some of what is left, and tells whether there was as much. */
    boolean take(int octets) {
        boolean enough = left.addAndGet(-octets) >= 0;
        if (!enough) {
            giveBack(octets);
        }
        return enough;
    }

    /** Gives back what was taken for an answer that came to nothing, so that it takes nothing from others. */
    void giveBack(int octets) {
        left.addAndGet(octets);
    }
}
