package org.palmgateway.bench.compare;

/**
 * Whether a server is warm: two phases in succession took no less processor time for a request than the best before, but for 5 %.
 *
 * <p>The machine is noisy, so a single phase that took longer tells nothing; the best one is what is compared with.
 */
final class Warmth {

    private static final double NO_LESS = 0.95;
    private static final int ENOUGH = 2;

    private double best = Double.POSITIVE_INFINITY;
    private int inVain;

    /**
     * Notes a phase.
     *
     * @param micros processor time of a request, in µs
     * @return whether the server is warm
     */
    boolean after(double micros) {
        inVain = micros < best * NO_LESS ? 0 : inVain + 1;
        best = Math.min(best, micros);
        return inVain >= ENOUGH;
    }
}
