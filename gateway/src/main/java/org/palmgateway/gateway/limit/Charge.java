package org.palmgateway.gateway.limit;

import java.util.List;

/** What came of charging a request to its limits. */
public sealed interface Charge {

    /** Returns how every bucket stands now, in the order of the demands. */
    List<Standing> standings();

    /**
     * Every enforced limit has been charged.
     *
     * @param standings how the buckets stand after it
     * @param shadowed limits in shadow mode that would have refused the request, and were not charged
     */
    record Granted(List<Standing> standings, List<Standing> shadowed) implements Charge {
        /** Copies the lists. */
        public Granted {
            standings = List.copyOf(standings);
            shadowed = List.copyOf(shadowed);
        }
    }

    /**
     * At least one enforced limit has too few permits; none has been charged.
     *
     * @param standings how the buckets stand
     * @param lacking the enforced limits that refused, the one that takes longest to have enough permits first
     */
    record Refused(List<Standing> standings, List<Standing> lacking) implements Charge {
        /** Copies the lists. */
        public Refused {
            standings = List.copyOf(standings);
            lacking = List.copyOf(lacking);
        }
    }
}
