package org.palmgateway.gateway.problem;

import java.time.Duration;

/**
 * What a caller is told of the limit that restricts it most, in the fields of the IETF draft "RateLimit header fields for HTTP"
 * (draft-ietf-httpapi-ratelimit-headers-10).
 *
 * @param name name of the limit, in printable ASCII without quotes and backslashes
 * @param quota permits that come back in the window
 * @param window the window
 * @param remaining permits that are left
 * @param reset time until there is more: of a refused caller until it is let in, of any other until the limit is as new
 */
public record RateLimit(String name, long quota, Duration window, long remaining, Duration reset) {

    /** Refuses names that would need escapes as an sf-string (RFC 9651 §3.3.3). */
    public RateLimit {
        if (name.isEmpty() || !name.chars().allMatch(c -> c >= 0x20 && c < 0x7f && c != '"' && c != '\\')) {
            throw new IllegalArgumentException("name: " + name + " (expected: printable ASCII without \" and \\)");
        }
    }

    /** Returns the value of {@code RateLimit-Policy} (draft §4.1). */
    public String policyField() {
        return '"' + name + "\";q=" + quota + ";w=" + window.toSeconds();
    }

    /** Returns the value of {@code RateLimit} (draft §4.2). */
    public String field() {
        return '"' + name + "\";r=" + remaining + ";t=" + seconds();
    }

    /** Returns the value of {@code Retry-After} (RFC 9110 §10.2.3): at least 1; a caller who waits as long is let in. */
    public long retryAfterSeconds() {
        return Math.max(1, seconds());
    }

    private long seconds() {
        return reset.plusNanos(999_999_999).toSeconds();
    }
}
