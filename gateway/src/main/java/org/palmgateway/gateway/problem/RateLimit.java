package org.palmgateway.gateway.problem;

import java.time.Duration;

/**
 * What a caller is told of a limit, as fields of an answer: draft-ietf-httpapi-ratelimit-headers-10, sections 3 and 4.
 *
 * <p>Seconds are rounded up, so that who waits as told has waited long enough. A longer burst than the quota shows as more that
 * remains than the quota is.
 *
 * @param name of the limit, such as {@code region/330000/per-citizen}
 * @param quota how many permits come back in a window, not negative
 * @param window the time in which they come back, more than zero
 * @param remaining permits that may be taken at once, not negative
 * @param reset time until there are more: after a refusal until the request is worth another try, otherwise until the bucket is full
 */
public record RateLimit(String name, long quota, Duration window, long remaining, Duration reset) {

    /** The largest Integer of a structured field (RFC 9651 §3.3.1). */
    private static final long LARGEST = 999_999_999_999_999L;

    /** Refuses what the fields cannot say. */
    public RateLimit {
        check("quota", quota, 0);
        check("remaining", remaining, 0);
        check("window", roundedUp(window), 1);
        check("reset", roundedUp(reset), 0);
    }

    private static void check(String what, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(what + ": " + value + " (expected: >= " + least + ")");
        }
    }

    /** Returns the value of {@code RateLimit-Policy}, such as {@code "per-citizen";q=100;w=60}. */
    public String policyField() {
        return item() + ";q=" + integer(quota) + ";w=" + integer(roundedUp(window));
    }

    /** Returns the value of {@code RateLimit}, such as {@code "per-citizen";r=50;t=30}. */
    public String field() {
        return item() + ";r=" + integer(remaining) + ";t=" + integer(roundedUp(reset));
    }

    /** Returns the value of {@code Retry-After} of a refusal (RFC 9110 §10.2.3), in seconds, at least 1; never before {@code t}. */
    public long retryAfterSeconds() {
        return Math.max(1, roundedUp(reset));
    }

    private static long roundedUp(Duration duration) {
        return duration.getNano() == 0 ? duration.getSeconds() : duration.getSeconds() + 1;
    }

    private static long integer(long value) {
        return Math.min(value, LARGEST);
    }

    /**
     * Returns the name as a String of a structured field (RFC 9651 §4.1.6). Such a String has no characters beyond visible ASCII and
     * space; ids have none either, and one that had is told with question marks.
     */
    private String item() {
        boolean plain = true;
        for (int i = 0; plain && i < name.length(); i++) {
            char c = name.charAt(i);
            plain = c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
        }
        return plain ? '"' + name + '"' : escaped();
    }

    private String escaped() {
        StringBuilder text = new StringBuilder(name.length() + 2).append('"');
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\');
            }
            text.append(c >= 0x20 && c < 0x7f ? c : '?');
        }
        return text.append('"').toString();
    }
}
