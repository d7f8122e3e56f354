package org.palmgateway.gateway.registry;

import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.RequestProblem;

/** Which part of a list is asked for. */
public final class Pages {

    private static final int LARGEST = 1000;

    private Pages() {}

    /** Refuses what is no page. */
    public static void check(long offset, int limit) {
        if (offset < 0 || limit < 1 || limit > LARGEST) {
            throw new ProblemException(new RequestProblem.MalformedRequest("page"));
        }
    }
}
