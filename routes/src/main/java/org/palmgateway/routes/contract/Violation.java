package org.palmgateway.routes.contract;

/**
 * One way in which a request is not as its contract says.
 *
 * @param where path, query, header or body
 * @param pointer the place as a JSON pointer (RFC 6901), such as {@code /query/page} or {@code /body/items/0/name}
 * @param message what should be there instead, in the language that was asked for; never the value of a header field
 */
public record Violation(String where, String pointer, String message) {

    private static final int LONGEST = 300;

    /** Shortens what is long: both may have names in them that a caller made up. */
    public Violation {
        pointer = shortened(pointer);
        message = shortened(message);
    }

    private static String shortened(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
