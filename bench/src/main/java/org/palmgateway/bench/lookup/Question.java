package org.palmgateway.bench.lookup;

import org.palmgateway.bench.province.SampleRequest;
import org.palmgateway.routes.index.Match;
import org.palmgateway.routes.index.RouteIndex;
import org.palmgateway.routes.path.MalformedPath;
import org.palmgateway.routes.path.NormalPath;
import org.palmgateway.routes.region.RegionChain;
import org.palmgateway.routes.region.RegionTree;

/**
 * What is asked of an index.
 *
 * @param method the method
 * @param raw the path as received
 * @param path the same path, normalised beforehand
 * @param regions the regions that may serve
 */
record Question(String method, String raw, NormalPath path, RegionChain regions) {

    static Question of(SampleRequest request, RegionTree tree) throws MalformedPath {
        RegionChain regions = tree.chain(request.region()).orElseThrow();
        return new Question(request.method(), request.path(), NormalPath.of(request.path()), regions);
    }

    boolean isHit(RouteIndex index) {
        return index.find(method, path, regions) instanceof Match.Hit;
    }
}
