package org.palmgateway.gateway.explain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.palmgateway.routes.index.CompiledRoute;

/**
 * What would become of a request.
 *
 * @param revision revision of the snapshot that was asked
 * @param normalPath the path as it would be matched and sent on; empty when it has no normal form
 * @param regions codes of the regions that may serve it, nearest first; empty when the region is unknown
 * @param status status code the gateway itself would answer with; empty when the request would go to a department
 * @param code code of that problem; empty when the request would go to a department
 * @param why the decisions in their order, one sentence each
 * @param hit the route; empty when none was found
 * @param plan what the call would do; empty when the route is not composed
 * @param policy what holds for its traffic; empty when no route was found
 * @param nearest what comes nearest, best first, when no route was found
 */
public record Explanation(
        long revision,
        Optional<String> normalPath,
        List<String> regions,
        Optional<Integer> status,
        Optional<String> code,
        List<String> why,
        Optional<HitRoute> hit,
        Optional<Plan> plan,
        List<HeldValue> policy,
        List<NearMiss> nearest) {

    /** Copies the lists. */
    public Explanation {
        regions = List.copyOf(regions);
        why = List.copyOf(why);
        policy = List.copyOf(policy);
        nearest = List.copyOf(nearest);
    }

    /**
     * The route that was found.
     *
     * @param id its id
     * @param owner the owner of its bundle
     * @param department the department that answers it
     * @param origin file and line where it is written down
     * @param pattern its path
     * @param served code of the region that serves
     * @param variables what its variables stand for
     * @param forwardedTo the addresses that the request could be sent to, without query
     */
    public record HitRoute(
            String id,
            String owner,
            String department,
            String origin,
            String pattern,
            String served,
            Map<String, String> variables,
            List<String> forwardedTo) {}

    /**
     * What a composed call would do.
     *
     * @param deadline how long after its arrival it is answered at the latest, whatever its branches do
     * @param steps in how many steps its branches can be called
     * @param branches the branches, in their declared order
     */
    public record Plan(String deadline, int steps, List<PlannedBranch> branches) {

        /** Copies the list. */
        public Plan {
            branches = List.copyOf(branches);
        }

        /** Returns the first branch on whose account the call is sure to fail. */
        Optional<PlannedBranch> fatal() {
            return branches.stream()
                    .filter(branch -> branch.required() && branch.when().isEmpty())
                    .filter(branch ->
                            branch.target().foreseen() && branch.target().code().isPresent())
                    .findFirst();
        }
    }

    /**
     * A value that holds for the request's traffic.
     *
     * @param name name of the setting or limit
     * @param value the value, as it would be written
     * @param source the place and the document that say so
     */
    public record HeldValue(String name, String value, String source) {}

    /**
     * A route that the request misses.
     *
     * @param id its id
     * @param owner the owner of its bundle
     * @param methods its methods
     * @param pattern its path
     * @param region the region that offers it
     * @param reason what the request would have to change
     */
    public record NearMiss(
            String id, String owner, List<String> methods, String pattern, String region, String reason) {

        NearMiss withoutMethods() {
            return new NearMiss(id, owner, List.of(), pattern, region, reason);
        }

        static NearMiss of(CompiledRoute route, String reason) {
            return new NearMiss(
                    route.route().id(),
                    route.owner(),
                    route.route().methods().stream().sorted().toList(),
                    route.route().pattern().toString(),
                    route.route().region(),
                    reason);
        }
    }
}
