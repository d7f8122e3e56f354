package org.palmgateway.gateway.compose;

import java.util.Map;
import org.palmgateway.routes.compose.Placement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts the results of branches where they stand in the answer. Pure functions. */
final class Merging {

    private Merging() {}

    /** Adds the result of a branch, if there is one and it stands anywhere. */
    static void add(ObjectNode answer, BranchEnd end) {
        JsonNode result = end.result();
        if (!end.hasResult()) {
            return;
        }
        if (end.branch().placement() instanceof Placement.Under under) {
            answer.set(under.name(), result);
        } else if (end.branch().placement() instanceof Placement.Spread spread) {
            // The names that a result may have here were checked when the bundle was read.
            for (Map.Entry<String, JsonNode> member : result.properties()) {
                if (spread.names().contains(member.getKey())) {
                    answer.set(member.getKey(), member.getValue());
                }
            }
        }
    }
}
