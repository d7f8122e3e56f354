package org.palmgateway.routes.compose;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * In which order the branches of a composition can be called. Each begins as soon as those are there that it needs; the steps show what can
 * run at the same time at best.
 *
 * @param steps ids of the branches, those of a step needing only such of earlier steps
 * @param waiting ids of the branches that wait for each other and so for ever; empty when the plan is sound
 * @param needs what each branch needs, by its id
 * @param body whether any of them needs something of the request's body
 */
public record Plan(List<Set<String>> steps, Set<String> waiting, Map<String, Needs> needs, boolean body) {

    /** Copies the collections. */
    public Plan {
        steps = List.copyOf(steps);
        waiting = Set.copyOf(waiting);
        needs = Map.copyOf(needs);
    }

    /** Returns this for a composition whose requests have to bring something. */
    Plan with(List<Pointer> brought) {
        boolean read = body || brought.stream().anyMatch(pointer -> pointer.root() == Pointer.Root.BODY);
        return new Plan(steps, waiting, needs, read);
    }

    /** Works it out. What a branch needs that is none of these is left for others to notice. */
    public static Plan of(List<Branch> branches) {
        Map<String, Needs> needed = new HashMap<>();
        branches.forEach(branch -> needed.put(branch.id(), Needs.of(branch)));
        boolean body = branches.stream()
                .flatMap(branch -> branch.pointers().stream())
                .anyMatch(pointer -> pointer.root() == Pointer.Root.BODY);
        Map<String, Set<String>> left = new LinkedHashMap<>();
        branches.forEach(branch -> left.put(branch.id(), new LinkedHashSet<>(branch.needs())));
        left.values().forEach(needs -> needs.retainAll(left.keySet()));
        List<Set<String>> steps = new ArrayList<>();
        while (!left.isEmpty()) {
            Set<String> ready = new LinkedHashSet<>();
            left.forEach((id, needs) -> {
                if (needs.isEmpty()) {
                    ready.add(id);
                }
            });
            if (ready.isEmpty()) {
                return new Plan(steps, waitingForEachOther(left), needed, body);
            }
            ready.forEach(left::remove);
            left.values().forEach(needs -> needs.removeAll(ready));
            steps.add(ready);
        }
        return new Plan(steps, Set.of(), needed, body);
    }

    /** Returns what a branch needs. */
    public Needs needs(Branch branch) {
        return Objects.requireNonNull(needs.get(branch.id()), "the branch is not of this plan");
    }

    /** Leaves out those that only wait for the ones in a circle: removing what nobody needs until nothing changes. */
    private static Set<String> waitingForEachOther(Map<String, Set<String>> left) {
        Map<String, Set<String>> circle = new HashMap<>(left);
        boolean changed = true;
        while (changed) {
            Set<String> needed = new LinkedHashSet<>();
            circle.values().forEach(needed::addAll);
            changed = circle.keySet().retainAll(needed);
        }
        return circle.keySet();
    }
}
