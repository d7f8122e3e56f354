package org.palmgateway.sandbox.identity;

import java.time.Duration;

/**
 * How long access tokens of the sandbox live.
 *
 * @param duration from issue to expiry; at least one second
 */
record TokenLife(Duration duration) {

    TokenLife {
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("duration: " + duration + " (expected: one second or more)");
        }
    }
}
