package org.palmgateway.gateway.explain;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.compose.value.Filling;
import org.palmgateway.gateway.compose.value.Known;
import org.palmgateway.gateway.match.RouteChoice;
import org.palmgateway.routes.compose.Branch;
import org.palmgateway.routes.compose.Template;
import org.palmgateway.routes.region.RegionChain;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What a question tells of the requests of branches: it has a path and a region, but no query, fields or body, and no branch has answered.
 *
 * @param known the values that it tells
 * @param regions the regions that may serve the call
 */
record Foreseen(Known known, RegionChain regions) {

    static Foreseen of(RouteChoice.Found found) {
        JsonNode nothing = MissingNode.getInstance();
        Known known = new Known(
                found.hit().route().route().pattern().variables(found.path()),
                name -> null,
                name -> null,
                nothing,
                found.regions().requested(),
                name -> nothing,
                Map.of(),
                nothing,
                nothing);
        return new Foreseen(known, found.regions());
    }

    /** Returns the path of a branch, with {@link Branch#NOT_KNOWN} for what is not known yet; empty when it can have none. */
    Optional<String> path(Branch branch) {
        Map<String, String> values = new HashMap<>();
        branch.with()
                .forEach((name, template) ->
                        values.put(name, text(template).orElseGet(() -> isOpen(template) ? Branch.NOT_KNOWN : "")));
        return Optional.ofNullable(branch.path().expand(values));
    }

    /** Returns the region that a branch is for: that of the call as long as it is not known. */
    List<String> region(Branch branch) {
        List<String> ofCall = regions.explicit() ? List.of(regions.requested()) : List.of();
        @Nullable Template own = branch.region();
        return own == null ? ofCall : text(own).map(List::of).orElse(ofCall);
    }

    /** Tells whether path and region of a branch are known. */
    boolean isCertain(Branch branch) {
        @Nullable Template region = branch.region();
        return branch.with().values().stream().noneMatch(this::isOpen) && (region == null || !isOpen(region));
    }

    /** Tells whether something else has to come before a value is known. */
    private boolean isOpen(Template template) {
        return text(template).isEmpty() && !template.pointers().isEmpty();
    }

    private Optional<String> text(Template template) {
        return Optional.ofNullable(Filling.text(Filling.of(template, known)));
    }
}
