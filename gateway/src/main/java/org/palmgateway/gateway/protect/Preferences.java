package org.palmgateway.gateway.protect;

import org.jspecify.annotations.Nullable;

/**
 * Reads the preferences of one {@code Prefer} field in turn (RFC 7240 §2). Parameters are skipped; what breaks the syntax is skipped
 * up to the next comma.
 */
final class Preferences {

    /**
     * One preference.
     *
     * @param name its name, as it was written
     * @param value its value without quotes; empty when it has none, which is the same (RFC 7240 §2)
     */
    record Preference(String name, String value) {}

    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    private final String text;
    private int at;

    Preferences(String text) {
        this.text = text;
    }

    /** Returns the next one, or null when there is none left. */
    @Nullable
    Preference next() {
        while (at < text.length()) {
            @Nullable Preference preference = preference();
            skipToComma();
            if (preference != null) {
                return preference;
            }
        }
        return null;
    }

    private @Nullable Preference preference() {
        skipSpace();
        String name = token();
        skipSpace();
        @Nullable String value = "";
        if (is('=')) {
            at++;
            skipSpace();
            value = is('"') ? quoted() : token();
            skipSpace();
        }
        boolean ends = at == text.length() || is(',') || is(';');
        return name.isEmpty() || value == null || !ends ? null : new Preference(name, value);
    }

    private boolean is(char expected) {
        return at < text.length() && text.charAt(at) == expected;
    }

    private void skipSpace() {
        while (is(' ') || is('\t')) {
            at++;
        }
    }

    /** Moves behind the next comma that is not within quotes. */
    private void skipToComma() {
        while (at < text.length() && !is(',')) {
            if (is('"')) {
                quoted();
            } else {
                at++;
            }
        }
        at = Math.min(text.length(), at + 1);
    }

    private String token() {
        int from = at;
        while (at < text.length() && isOfToken(text.charAt(at))) {
            at++;
        }
        return text.substring(from, at);
    }

    private static boolean isOfToken(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || TOKEN_MARKS.indexOf(c) >= 0;
    }

    /** Reads a quoted string (RFC 9110 §5.6.4) from its opening quote on; null when it does not end. */
    private @Nullable String quoted() {
        StringBuilder content = new StringBuilder();
        at++;
        while (at < text.length() && !is('"')) {
            if (is('\\')) {
                at++;
            }
            if (at < text.length()) {
                content.append(text.charAt(at));
                at++;
            }
        }
        if (at == text.length()) {
            return null;
        }
        at++;
        return content.toString();
    }
}
