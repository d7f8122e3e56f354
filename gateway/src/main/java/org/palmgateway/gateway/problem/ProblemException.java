package org.palmgateway.gateway.problem;

/** Carries a problem to the one place that renders it. Has no stack trace, since callers cause it at will. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /**
     * Wraps a problem.
     *
     * @param problem what the caller will be told
     */
    public ProblemException(Problem problem) {
        super(problem.kind().code(), null, false, false);
        this.problem = problem;
    }

    /** Returns the problem. */
    public Problem problem() {
        return problem;
    }
}
