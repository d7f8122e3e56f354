package org.palmgateway.gateway.registry;

/** Texts that are shown in lists and logs, and kept in databases, of which none takes every character. */
public final class OneLine {

    private OneLine() {}

    /**
     * Checks a text.
     *
     * @param text the text
     * @param longest how many characters it may have
     * @return the text
     * @throws IllegalArgumentException saying what is expected
     */
    public static String of(String text, int longest) {
        if (text.length() > longest || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("one line of at most " + longest + " characters");
        }
        return text;
    }
}
