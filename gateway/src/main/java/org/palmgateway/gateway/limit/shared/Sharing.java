package org.palmgateway.gateway.limit.shared;

import java.time.Duration;

/**
 * How nodes share limits.
 *
 * @param nodes how many nodes there are, by which a limit is divided while Redis is out of reach
 * @param maximumKeys how many buckets a node holds in memory
 * @param patience how long a request waits for Redis at most
 */
public record Sharing(int nodes, long maximumKeys, Duration patience) {

    /** The patience unless said otherwise. */
    public static final Duration PATIENCE = Duration.ofMillis(40);

    /** Refuses numbers out of their bounds. */
    public Sharing {
        if (nodes < 1) {
            throw new IllegalArgumentException("nodes: " + nodes + " (expected: >= 1)");
        }
        if (maximumKeys < 1) {
            throw new IllegalArgumentException("maximumKeys: " + maximumKeys + " (expected: >= 1)");
        }
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("patience: " + patience + " (expected: more than zero)");
        }
    }
}
