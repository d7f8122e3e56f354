package org.palmgateway.sandbox.department;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/**
 * How a department behaves at present: how late it answers, and what goes wrong.
 *
 * @param latency added before the answer; from nothing to one minute
 */
record Condition(Duration latency, Trouble trouble) {

    private static final Duration LONGEST = Duration.ofMinutes(1);

    static final Condition HEALTHY = new Condition(Duration.ZERO, Trouble.NONE);

    Condition {
        if (latency.isNegative() || latency.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("latency: " + latency + " (expected: 0ms to 60s)");
        }
    }

    /** Reads {@code {"latency":"300ms","fault":"reset"}}; what is left out is healthy. */
    @JsonCreator
    static Condition of(
            @JsonProperty("latency") @Nullable String latency, @JsonProperty("fault") @Nullable String fault) {
        return new Condition(
                latency == null ? Duration.ZERO : DurationStyle.SIMPLE.parse(latency),
                fault == null ? Trouble.NONE : Trouble.of(fault));
    }

    /** What goes wrong with an answer. */
    enum Trouble {
        /** Nothing. */
        NONE,
        /** The connection is reset without an answer. */
        RESET,
        /** The answer is not HTTP. */
        GARBAGE,
        /** The connection is closed without an answer. */
        EMPTY,
        /** The answer is 500. */
        ERROR,
        /** The head comes at once, the body over half a minute. */
        SLOW_BODY;

        static Trouble of(String name) {
            return Arrays.stream(values())
                    .filter(trouble -> trouble.text().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("fault: " + name + " (expected: one of "
                            + Arrays.stream(values()).map(Trouble::text).collect(Collectors.joining(", ")) + ")"));
        }

        @JsonValue
        String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
