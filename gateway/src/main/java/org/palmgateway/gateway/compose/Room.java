package org.palmgateway.gateway.compose;

import java.util.concurrent.atomic.AtomicLong;

/** How many octets the answers to one call's branches may still have in all. Any thread. */
final class Room {

    private final int ofOne;
    private final AtomicLong left;

    /**
     * Makes it.
     *
     * @param ofOne the most octets of one answer
     * @param inAll the most octets of all
     */
    Room(int ofOne, long inAll) {
        this.ofOne = ofOne;
        this.left = new AtomicLong(inAll);
    }

    /** Returns the most octets of one answer. */
    int ofOne() {
        return ofOne;
    }

    /** Takes some of what is left, and tells whether there was as much. */
    boolean take(int octets) {
        return left.addAndGet(-octets) >= 0;
    }
}
