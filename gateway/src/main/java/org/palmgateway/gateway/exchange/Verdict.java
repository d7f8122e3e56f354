package org.palmgateway.gateway.exchange;

import org.palmgateway.gateway.problem.Problem;

/** What a step says: go on, or answer now. */
public sealed interface Verdict {

    /**
     * Go on to the next step.
     *
     * @param facts what is known now
     */
    record Continue(Facts facts) implements Verdict {}

    /**
     * Answer with a problem; no later step is asked.
     *
     * @param problem the problem
     */
    record Answer(Problem problem) implements Verdict {}
}
