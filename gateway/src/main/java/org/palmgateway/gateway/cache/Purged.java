package org.palmgateway.gateway.cache;

import java.util.List;

/**
 * What was purged, or would be.
 *
 * @param keys how many keys; the same address counts once for each audience and region
 * @param responses how many responses, with all variants
 * @param octets how many octets of memory they took
 * @param addresses the addresses of the first ones, without naming anybody they were kept for
 */
public record Purged(long keys, long responses, long octets, List<Address> addresses) {

    /** How many addresses are named. */
    static final int SHOWN = 100;

    /** Copies the list. */
    public Purged {
        addresses = List.copyOf(addresses);
    }

    /**
     * An address that answers were kept for.
     *
     * @param route id of the route
     * @param address path and query
     */
    public record Address(String route, String address) {}
}
