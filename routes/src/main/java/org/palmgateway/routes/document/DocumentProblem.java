package org.palmgateway.routes.document;

/**
 * One thing that is wrong with a document, such as a bundle or a policy.
 *
 * @param file name of the file, without its directory
 * @param line line counted from 1; 0 when it is about the file as a whole
 * @param field where in the document, such as {@code routes[3].match.path}; empty for the document itself
 * @param value the bad value, shortened; empty when it is missing
 * @param expected what is allowed instead
 */
public record DocumentProblem(String file, int line, String field, String value, String expected) {

    private static final int SHOWN = 120;

    /** Shortens the value. */
    public DocumentProblem {
        value = value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
    }

    /** Returns the problem as one sentence: {@code file:line: field: value (expected: …)}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(file);
        if (line > 0) {
            text.append(':').append(line);
        }
        text.append(": ");
        if (!field.isEmpty()) {
            text.append(field).append(": ");
        }
        return text.append(value.isEmpty() ? "missing" : value)
                .append(" (expected: ")
                .append(expected)
                .append(')')
                .toString();
    }
}
