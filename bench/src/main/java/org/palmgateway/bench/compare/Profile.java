package org.palmgateway.bench.compare;

import java.time.Duration;

/**
 * How thoroughly to measure.
 *
 * @param name what it is called on the command line
 * @param rounds how often everything is measured, in turn; odd, so that there is a median
 * @param phase what is asked of one contestant in one round
 * @param warmUp the most requests that a contestant is asked for until it is warm
 * @param fixedRate how long each round at a fixed rate lasts
 * @param idle how many connections are held open without a request
 * @param reloads how often a bundle is replaced
 * @param starts how often a gateway is started anew
 */
record Profile(
        String name, int rounds, Phase phase, int warmUp, Duration fixedRate, int idle, int reloads, int starts) {

    private static final Profile FULL = new Profile(
            "full", 7, new Phase(20_000, Duration.ofSeconds(6)), 250_000, Duration.ofSeconds(20), 10_000, 100, 5);

    /** Shows that everything runs; its figures are of cold machines and mean nothing. */
    private static final Profile SMOKE =
            new Profile("smoke", 1, new Phase(1_000, Duration.ofSeconds(1)), 2_000, Duration.ofSeconds(2), 200, 3, 1);

    /**
     * Returns the one of a name.
     *
     * @throws IllegalArgumentException when there is none
     */
    static Profile named(String name) {
        return switch (name) {
            case "full" -> FULL;
            case "smoke" -> SMOKE;
            default -> throw new IllegalArgumentException("profile: " + name + " (expected: full or smoke)");
        };
    }
}
