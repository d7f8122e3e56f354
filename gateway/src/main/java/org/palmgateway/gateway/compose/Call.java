package org.palmgateway.gateway.compose;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.palmgateway.gateway.compose.value.Known;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.routes.compose.Branch;
import org.palmgateway.routes.compose.Composition;
import org.palmgateway.routes.compose.Needs;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * A composed call, before its first branch is called.
 *
 * @param request the caller's request
 * @param facts what is known of it
 * @param known the values that it brings
 * @param time how long it may take
 * @param planned what is known of each branch, by its id
 * @param calls sends requests
 */
record Call(
        ServerHttpRequest request,
        Facts facts,
        Known known,
        CallTime time,
        Map<String, Planned> planned,
        BranchCalls calls) {

    /** Copies the map. */
    Call {
        planned = Map.copyOf(planned);
    }

    Call with(Map<String, Planned> other) {
        return new Call(request, facts, known, time, other, calls);
    }

    Call with(Facts other) {
        return new Call(request, other, known, time, planned, calls);
    }

    Composition composition() {
        return Objects.requireNonNull(facts.route().route().composition(), "the route is not composed");
    }

    Planned planned(Branch branch) {
        return Objects.requireNonNull(planned.get(branch.id()), "the branch has not been planned");
    }

    Needs needs(Branch branch) {
        return composition().plan().needs(branch);
    }

    /** Returns the region that the caller named; none when it named none. */
    List<String> regions() {
        return facts.regionChain().explicit() ? List.of(facts.regionChain().requested()) : List.of();
    }
}
