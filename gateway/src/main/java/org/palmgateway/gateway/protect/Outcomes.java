package org.palmgateway.gateway.protect;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;

/**
 * How many calls of a window had which outcome.
 *
 * @param good neither failed nor slow
 * @param slow slow only
 * @param failed failed only
 * @param slowFailed both
 */
record Outcomes(int good, int slow, int failed, int slowFailed) {

    /** Reads a machine's window. Calls that end meanwhile may be seen in part, so nothing is taken to be less than none. */
    static Outcomes of(CircuitBreaker.Metrics metrics) {
        int slowFailed = metrics.getNumberOfSlowFailedCalls();
        int slow = metrics.getNumberOfSlowSuccessfulCalls();
        return new Outcomes(
                Math.max(0, metrics.getNumberOfSuccessfulCalls() - slow),
                slow,
                Math.max(0, metrics.getNumberOfFailedCalls() - slowFailed),
                slowFailed);
    }

    int count(Outcome outcome) {
        return switch (outcome) {
            case GOOD -> good;
            case SLOW -> slow;
            case FAILED -> failed;
            case SLOW_FAILED -> slowFailed;
        };
    }

    int total() {
        return good + slow + failed + slowFailed;
    }

    double failureRate() {
        return percent(failed + slowFailed);
    }

    double slowRate() {
        return percent(slow + slowFailed);
    }

    private double percent(int part) {
        return total() == 0 ? 0 : 100.0 * part / total();
    }

    /** Returns as many outcomes as a window holds, in the same proportions as nearly as whole numbers allow. */
    Outcomes shrunkTo(int window) {
        int total = total();
        if (total <= window) {
            return this;
        }
        // Cutting one running sum instead of each number leaves nothing over.
        int first = share(good, window, total);
        int second = share(good + slow, window, total);
        int third = share(good + slow + failed, window, total);
        return new Outcomes(first, second - first, third - second, window - third);
    }

    private static int share(int sum, int window, int total) {
        return (int) ((2L * sum * window + total) / (2L * total));
    }
}
