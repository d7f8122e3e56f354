package org.palmgateway.gateway.explain;

import java.util.List;
import java.util.Optional;

/**
 * A branch of a composed route, as it is declared and as far as is known of it before its call comes.
 *
 * @param id its name within the composition
 * @param step in which step it can be called, 1 for the first: those of a step need only such of earlier ones
 * @param method its method
 * @param path its path, with its variables
 * @param departments those that may answer
 * @param required whether the call fails as a whole when it does
 * @param onFailure what stands in its place when it fails: {@code omit}, {@code value}, {@code stale} or {@code fail}
 * @param timeout how long it may take at most
 * @param attempts how often it is sent at most, as far as policies allow it
 * @param needs ids of the branches whose results it needs
 * @param when the condition under which it is called; empty for always
 * @param each the list for whose items it is called; empty for once
 * @param target where its request would go
 */
public record PlannedBranch(
        String id,
        int step,
        String method,
        String path,
        List<String> departments,
        boolean required,
        String onFailure,
        String timeout,
        int attempts,
        List<String> needs,
        Optional<String> when,
        Optional<String> each,
        Target target) {

    /** Copies the lists. */
    public PlannedBranch {
        departments = List.copyOf(departments);
        needs = List.copyOf(needs);
    }

    /**
     * Where a branch's request would go.
     *
     * @param path its path, {@code ~} standing for each segment that only the call or an earlier branch tells; empty when it can have none
     * @param foreseen whether path and region follow from the question alone; if not, another route may be hit in the end
     * @param state {@code callable}; {@code forbidden} when the caller may not have it; {@code unreachable} when no route can be called
     * @param route id of the route; empty when none was found
     * @param owner the owner of its bundle
     * @param department the department that would answer
     * @param served code of the region that would serve
     * @param status status code of what stands in the way; empty when nothing does
     * @param code code of it
     * @param why the decisions that matter, one sentence each
     * @param limits names of the limits that are charged for it before the first branch is called
     */
    public record Target(
            Optional<String> path,
            boolean foreseen,
            String state,
            Optional<String> route,
            Optional<String> owner,
            Optional<String> department,
            Optional<String> served,
            Optional<Integer> status,
            Optional<String> code,
            List<String> why,
            List<String> limits) {

        /** Copies the lists. */
        public Target {
            why = List.copyOf(why);
            limits = List.copyOf(limits);
        }
    }
}
