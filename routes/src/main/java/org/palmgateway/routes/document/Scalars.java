package org.palmgateway.routes.document;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the scalars of a document may look like. Each method throws an IllegalArgumentException that says what is expected. */
public final class Scalars {

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms",
            Duration.ofMillis(1),
            "s",
            Duration.ofSeconds(1),
            "m",
            Duration.ofMinutes(1),
            "h",
            Duration.ofHours(1));
    private static final int LONGEST_NAME = 100;
    private static final int MOST_DIGITS = 12;

    private Scalars() {}

    /** Reads an id. */
    public static String id(String text) {
        boolean good = !text.isEmpty()
                && text.length() <= LONGEST_NAME
                && Character.isLetterOrDigit(text.charAt(0))
                && text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.');
        return check(text, good, "lower-case letters, digits, '-' and '.', at most " + LONGEST_NAME + " characters");
    }

    /** A scope (RFC 6749 §3.3), role or claim: printable ASCII without space, quote or backslash. */
    public static String token(String text) {
        boolean good = !text.isEmpty()
                && text.length() <= LONGEST_NAME
                && text.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '"' && c != '\\');
        return check(text, good, "printable ASCII without space, quote or backslash");
    }

    /** Reads a request method that routes may have. */
    public static String method(String text) {
        return check(
                text,
                METHODS.contains(text),
                "one of " + METHODS.stream().sorted().collect(Collectors.joining(", "))
                        + ", in capitals; HEAD comes with GET");
    }

    /** Reads {@code true} or {@code false}. */
    public static boolean bool(String text) {
        return check(text, text.equals("true") || text.equals("false"), "true or false")
                .equals("true");
    }

    /** Reads an address. */
    public static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("an address such as https://host:8443/base", e);
        }
    }

    /** Reads a moment with its zone. */
    public static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a time with its zone, such as 2026-12-01T22:00:00+08:00", e);
        }
    }

    /** Reads a time: a whole number with a unit. */
    public static Duration duration(String text) {
        String number = text.strip();
        int digits = 0;
        while (digits < number.length() && number.charAt(digits) >= '0' && number.charAt(digits) <= '9') {
            digits++;
        }
        Duration unit = UNITS.get(number.substring(digits));
        if (digits > 0 && digits <= MOST_DIGITS && unit != null) {
            return unit.multipliedBy(Long.parseLong(number, 0, digits, 10));
        }
        throw new IllegalArgumentException("a whole number with a unit ms, s, m or h, such as 500ms or 5s");
    }

    /** Reads a constant by its word: lower case, hyphens between parts. */
    public static <E extends Enum<E>> E constant(Class<E> type, String text) {
        for (E constant : type.getEnumConstants()) {
            if (word(constant).equals(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("one of "
                + Arrays.stream(type.getEnumConstants()).map(Scalars::word).collect(Collectors.joining(", ")));
    }

    /** Returns the word of a constant. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads a whole number within bounds, both included. */
    public static long whole(String text, long least, long most) {
        boolean digits = !text.isEmpty() && text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (digits && Long.parseLong(text) >= least && Long.parseLong(text) <= most) {
            return Long.parseLong(text);
        }
        throw new IllegalArgumentException("a whole number from " + least + " to " + most);
    }

    /** Reads a share in per cent within bounds, both included. */
    public static int percent(String text, int least, int most) {
        try {
            if (text.endsWith("%")) {
                return (int) whole(text.substring(0, text.length() - 1), least, most);
            }
        } catch (IllegalArgumentException e) {
            // Said below, in per cent.
        }
        throw new IllegalArgumentException("a whole number of per cent from " + least + "% to " + most + "%");
    }

    /** Reads a time within bounds, both included. */
    public static Duration duration(String text, Duration least, Duration most) {
        Duration time = duration(text);
        if (time.compareTo(least) < 0 || time.compareTo(most) > 0) {
            throw new IllegalArgumentException("from " + written(least) + " to " + written(most));
        }
        return time;
    }

    /** Writes a time as it can be read again. */
    public static String written(Duration time) {
        long millis = time.toMillis();
        if (millis % 1000 != 0 || millis == 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    private static String check(String text, boolean good, String expected) {
        if (!good) {
            throw new IllegalArgumentException(expected);
        }
        return text;
    }
}
