package org.palmgateway.routes.model;

/**
 * A name in the two languages that users of the gateway read.
 *
 * @param zh simplified Chinese, not blank
 * @param en English, not blank
 */
public record LocalText(String zh, String en) {

    /** Refuses blank texts. */
    public LocalText {
        if (zh.isBlank() || en.isBlank()) {
            throw new IllegalArgumentException("name: both zh and en are needed (expected: a text that is not blank)");
        }
    }
}
