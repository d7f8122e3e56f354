package org.palmgateway.gateway.cache.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How long a response is fresh (RFC 9111 §4.2.1, §4.2.2).
 *
 * @param lifetime how long, counted from its making
 * @param explicit whether the response says so itself
 */
public record Freshness(Duration lifetime, boolean explicit) {

    /** The share of its age at the time of the response that a resource is presumed to stay as it is. */
    private static final int HEURISTIC_SHARE = 10;

    private static final Duration LONGEST_HEURISTIC = Duration.ofDays(1);

    /** Works it out. */
    public static Freshness of(int status, Fields response, ResponseControl control, Times times) {
        if (control.sMaxAge().isPresent()) {
            return explicit(control.sMaxAge());
        }
        if (control.maxAge().isPresent()) {
            return explicit(control.maxAge());
        }
        List<String> expires = response.all("Expires");
        if (!control.targeted() && !expires.isEmpty()) {
            // One that cannot be read lies in the past (§5.3).
            @Nullable Instant until = HttpDate.only(expires);
            Duration left = until == null ? Duration.ZERO : Duration.between(times.date(), until);
            return new Freshness(left.isNegative() ? Duration.ZERO : left, true);
        }
        boolean mayGuess = StatusCodes.isCacheableByDefault(status) || control.isPublic();
        return new Freshness(mayGuess ? heuristic(response, times) : Duration.ZERO, false);
    }

    private static Freshness explicit(OptionalLong seconds) {
        return new Freshness(Duration.ofSeconds(seconds.orElse(0)), true);
    }

    private static Duration heuristic(Fields response, Times times) {
        @Nullable Instant modified = HttpDate.only(response.all("Last-Modified"));
        Instant made = times.date().isAfter(times.received()) ? times.received() : times.date();
        if (modified == null || !modified.isBefore(made)) {
            return Duration.ZERO;
        }
        Duration guess = Duration.between(modified, made).dividedBy(HEURISTIC_SHARE);
        return guess.compareTo(LONGEST_HEURISTIC) > 0 ? LONGEST_HEURISTIC : guess;
    }

    /** Returns this, with a bound to the lifetime. */
    public Freshness atMost(Duration longest) {
        return lifetime.compareTo(longest) <= 0 ? this : new Freshness(longest, explicit);
    }
}
