package org.palmgateway.gateway.command;

import java.util.List;

/**
 * What going along an audit has found.
 *
 * @param entries how many entries there are
 * @param last hash of the last one
 * @param problems what is wrong; none when it is whole
 */
record Verified(long entries, String last, List<String> problems) {

    /** Copies the problems. */
    Verified {
        problems = List.copyOf(problems);
    }

    boolean isWhole() {
        return problems.isEmpty();
    }
}
