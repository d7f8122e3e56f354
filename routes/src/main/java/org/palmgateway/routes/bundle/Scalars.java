package org.palmgateway.routes.bundle;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the scalars of a bundle may look like. Each method throws an IllegalArgumentException that says what is expected. */
final class Scalars {

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

    private Scalars() {}

    static String id(String text) {
        boolean good = text.length() <= LONGEST_NAME
                && Character.isLetterOrDigit(text.charAt(0))
                && text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.');
        return check(text, good, "lower-case letters, digits, '-' and '.', at most " + LONGEST_NAME + " characters");
    }

    /** A scope (RFC 6749 §3.3), role or claim: printable ASCII without space, quote or backslash. */
    static String token(String text) {
        boolean good = text.length() <= LONGEST_NAME
                && text.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '"' && c != '\\');
        return check(text, good, "printable ASCII without space, quote or backslash");
    }

    static String method(String text) {
        return check(
                text,
                METHODS.contains(text),
                "one of " + METHODS.stream().sorted().collect(Collectors.joining(", "))
                        + ", in capitals; HEAD comes with GET");
    }

    static boolean bool(String text) {
        return check(text, text.equals("true") || text.equals("false"), "true or false")
                .equals("true");
    }

    static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("an address such as https://host:8443/base", e);
        }
    }

    static Duration duration(String text) {
        String number = text.strip();
        int digits = 0;
        while (digits < number.length() && Character.isDigit(number.charAt(digits))) {
            digits++;
        }
        Duration unit = UNITS.get(number.substring(digits));
        if (digits > 0 && digits < 10 && unit != null) {
            return unit.multipliedBy(Long.parseLong(number, 0, digits, 10));
        }
        throw new IllegalArgumentException("a whole number with a unit ms, s, m or h, such as 500ms or 5s");
    }

    /** Reads a constant by its word: lower case, hyphens between parts. */
    static <E extends Enum<E>> E constant(Class<E> type, String text) {
        for (E constant : type.getEnumConstants()) {
            if (word(constant).equals(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("one of "
                + Arrays.stream(type.getEnumConstants()).map(Scalars::word).collect(Collectors.joining(", ")));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String check(String text, boolean good, String expected) {
        if (!good) {
            throw new IllegalArgumentException(expected);
        }
        return text;
    }
}
