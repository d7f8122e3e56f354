package org.palmgateway.gateway.forward;

import java.util.List;
import java.util.Optional;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.match.RouteChoice;
import org.palmgateway.routes.region.RegionChain;

/** Chooses the route of the nearest region above the one that could not be reached. A pure function. */
public final class RegionAbove {

    /**
     * Chooses.
     *
     * @param facts the facts of the request that failed
     * @param method its method
     * @return its facts with the route of a region further up; empty when there is none
     */
    Optional<Facts> next(Facts facts, String method) {
        Optional<RegionChain> way = facts.snapshot().regions().chain(facts.served());
        if (way.isEmpty() || way.get().codes().size() < 2) {
            return Optional.empty();
        }
        List<String> further = way.get().codes().subList(1, way.get().codes().size());
        RouteChoice choice =
                RouteChoice.find(facts.snapshot(), method, facts.normalPath(), new RegionChain(further, true));
        return choice instanceof RouteChoice.Found found
                ? Optional.of(facts.withMatch(found.path(), facts.regionChain(), found.hit()))
                : Optional.empty();
    }
}
