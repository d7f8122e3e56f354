package org.palmgateway.gateway.limit.shared;

/**
 * What a node decides by.
 *
 * @param phase how it stands with Redis
 * @param outage how many times Redis has been lost
 * @param answers how many times in a row it has answered since it came back
 */
record Footing(Phase phase, long outage, int answers) {

    /** How a node stands with Redis. */
    enum Phase {
        /** Redis answers: permits are leased from it. */
        SHARED,
        /** Redis does not answer: each node serves its share. */
        ALONE,
        /** Redis answers again: each node serves its share, while all of them tell Redis what they served meanwhile. */
        SETTLING
    }

    /** Until Redis has been reached for the first time. */
    static final Footing START = new Footing(Phase.ALONE, 0, 0);

    /** How many answers in a row it takes until all other nodes have had the time to settle. */
    private static final int ENOUGH_ANSWERS = 5;

    /** Tells whether decisions are about the bucket that all nodes share. */
    boolean shared() {
        return phase == Phase.SHARED;
    }

    /** Returns what holds for a request that cannot wait for Redis. */
    Footing hurried() {
        return phase == Phase.ALONE ? this : new Footing(Phase.ALONE, outage, 0);
    }

    /** Returns what holds after Redis has failed. */
    Footing failed() {
        return switch (phase) {
            case ALONE -> this;
            case SETTLING -> new Footing(Phase.ALONE, outage, 0);
            case SHARED -> new Footing(Phase.ALONE, outage + 1, 0);
        };
    }

    /**
     * Returns what holds after Redis has answered a probe.
     *
     * @param owing whether this node may have served anything alone
     */
    Footing answered(boolean owing) {
        if (phase == Phase.SHARED) {
            return this;
        }
        // At the start there is nothing to settle, and nobody whom this node would overtake.
        boolean done = answers + 1 >= ENOUGH_ANSWERS || (outage == 0 && !owing);
        return new Footing(done ? Phase.SHARED : Phase.SETTLING, outage, done ? 0 : answers + 1);
    }
}
