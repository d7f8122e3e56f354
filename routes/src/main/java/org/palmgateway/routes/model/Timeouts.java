package org.palmgateway.routes.model;

import java.time.Duration;

/**
 * How long the gateway waits for an upstream.
 *
 * @param connect until the connection stands, default 2 s
 * @param firstByte from the end of the request until the response's header section arrives, default 10 s
 * @param response from the request's arrival until the whole response has passed, default 60 s; streams that never end set it to their longest life
 */
public record Timeouts(Duration connect, Duration firstByte, Duration response) {

    /** The longest time that may be asked for: a day. */
    public static final Duration LONGEST = Duration.ofDays(1);

    /** What holds when a bundle says nothing. */
    public static final Timeouts DEFAULT =
            new Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(60));

    /** Refuses times that are not positive or longer than {@link #LONGEST}. */
    public Timeouts {
        check("connect", connect);
        check("first-byte", firstByte);
        check("response", response);
    }

    private static void check(String name, Duration time) {
        if (time.isNegative() || time.isZero() || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + ": " + time + " (expected: more than 0 and at most 24h)");
        }
    }
}
