package org.palmgateway.auth.passport;

import java.time.Instant;

/**
 * A minted passport. Its text form leaves out the token, so that it may be logged.
 *
 * @param token the compact JWS (RFC 7515 §7.1) to send to the department
 * @param expires its {@code exp}
 */
public record Passport(String token, Instant expires) {

    @Override
    public String toString() {
        return "Passport[expires=" + expires + "]";
    }
}
