package org.palmgateway.gateway.explain;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What another snapshot would mean for requests that were made.
 *
 * @param requests how many were replayed
 * @param moved how many would hit another route, or one where they hit none, or none any more
 * @param lost how many would be answered 404 and are not now
 * @param access how many would meet another decision about access or composition on the same route
 * @param policy how many would meet other values of limits and settings
 * @param groups those for whom anything is different, put together by what is; the largest first, {@value #SHOWN} at most
 * @param furtherGroups how many groups are not shown
 */
public record Impact(int requests, int moved, int lost, int access, int policy, List<Group> groups, int furtherGroups) {

    static final int SHOWN = 100;

    /** Copies the list. */
    public Impact {
        groups = List.copyOf(groups);
    }

    /**
     * Where a request goes.
     *
     * @param route id of the route; empty when none is found
     * @param code code of the problem that the gateway itself answers with; empty when it lets the request pass
     */
    public record Place(Optional<String> route, Optional<String> code) {}

    /**
     * Requests for which the same is different.
     *
     * @param before where they go now
     * @param after where they would go
     * @param otherPolicy whether they would meet other values of limits and settings
     * @param requests how many there are
     * @param applications how many of them came from each application, empty for none; the first 20 by their ids
     */
    public record Group(
            Place before, Place after, boolean otherPolicy, int requests, Map<String, Integer> applications) {}
}
