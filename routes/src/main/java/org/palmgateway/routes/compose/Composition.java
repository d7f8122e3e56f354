package org.palmgateway.routes.compose;

import java.util.List;

/**
 * A route that is answered by several branches, whose results are put together in their order.
 *
 * @param needs what a request has to bring; without it nobody is called
 * @param branches the branches, in the order of the answer
 * @param plan in which order they can be called
 */
public record Composition(List<Pointer> needs, List<Branch> branches, Plan plan) {

    /** The most branches that one may have. */
    public static final int MOST_BRANCHES = 32;

    /** Where the answer tells what became of each branch. */
    public static final String BRANCHES = "_branches";

    /** Copies the list; one whose branches wait for each other is refused. */
    public Composition {
        needs = List.copyOf(needs);
        branches = List.copyOf(branches);
        if (!plan.waiting().isEmpty()) {
            throw new IllegalArgumentException(
                    "branches: " + plan.waiting() + " (expected: none that wait for each other)");
        }
    }
}
