package org.palmgateway.routes.region;

import java.util.List;

/**
 * The regions that may serve a request, nearest first.
 *
 * @param codes GB/T 2260 codes from the region asked for up to the province; never empty
 * @param explicit whether the caller named the region; if not, a route that only one region offers serves as well
 */
public record RegionChain(List<String> codes, boolean explicit) {

    /** Copies the codes. */
    public RegionChain {
        codes = List.copyOf(codes);
        if (codes.isEmpty()) {
            throw new IllegalArgumentException("codes: none (expected: at least the province)");
        }
    }

    /** Returns the region that was asked for, or the province when none was. */
    public String requested() {
        return codes.get(0);
    }
}
