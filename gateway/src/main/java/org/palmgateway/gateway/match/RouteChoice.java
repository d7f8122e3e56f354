package org.palmgateway.gateway.match;

import java.util.List;
import java.util.Optional;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.gateway.problem.RequestProblem;
import org.palmgateway.routes.index.Match;
import org.palmgateway.routes.path.MalformedPath;
import org.palmgateway.routes.path.NormalPath;
import org.palmgateway.routes.region.RegionChain;
import org.palmgateway.routes.snapshot.Snapshot;

/** What a request's method, path and region lead to in a snapshot. */
public sealed interface RouteChoice {

    /**
     * A route.
     *
     * @param path the normal path
     * @param regions the regions that may serve
     * @param hit the route and the region that serves
     */
    record Found(NormalPath path, RegionChain regions, Match.Hit hit) implements RouteChoice {}

    /**
     * No route.
     *
     * @param problem why
     */
    record Missed(Problem problem) implements RouteChoice {}

    /**
     * Chooses.
     *
     * @param snapshot the configuration
     * @param method the request method
     * @param rawPath the path as received
     * @param regions the values of {@code Palm-Region}, none when the caller leaves the choice to the gateway
     */
    static RouteChoice of(Snapshot snapshot, String method, String rawPath, List<String> regions) {
        NormalPath path;
        try {
            path = NormalPath.of(rawPath);
        } catch (MalformedPath e) {
            return new Missed(new RequestProblem.MalformedPath(e.reason().name()));
        }
        if (regions.size() > 1) {
            return new Missed(new RequestProblem.UnknownRegion());
        }
        Optional<RegionChain> chain = regions.isEmpty()
                ? Optional.of(snapshot.regions().unnamed())
                : snapshot.regions().chain(regions.get(0).strip());
        return chain.map(known -> find(snapshot, method, path, known))
                .orElseGet(() -> new Missed(new RequestProblem.UnknownRegion()));
    }

    /** Chooses among the regions of a chain. */
    static RouteChoice find(Snapshot snapshot, String method, NormalPath path, RegionChain regions) {
        Match match = snapshot.index().find(method, path, regions);
        if (match instanceof Match.Hit hit) {
            return new Found(path, regions, hit);
        }
        if (match instanceof Match.WrongMethod wrong) {
            return new Missed(new RequestProblem.WrongMethod(wrong.allowed()));
        }
        if (match instanceof Match.NotOffered) {
            return new Missed(new RequestProblem.NotOffered(regions.requested()));
        }
        if (match instanceof Match.RegionNeeded needed) {
            return new Missed(new RequestProblem.RegionNeeded(needed.offeredIn()));
        }
        return new Missed(new RequestProblem.UnknownPath());
    }
}
