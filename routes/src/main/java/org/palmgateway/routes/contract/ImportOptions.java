package org.palmgateway.routes.contract;

import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.document.Scalars;

/**
 * What a document does not say about the routes that are made of it.
 *
 * @param idPrefix what their ids begin with, such as the department's id
 * @param department id of the department that answers them; null when the bundle has only one
 * @param pathPrefix what goes before the document's paths where callers see them, such as {@code /housing-fund}; empty for nothing
 * @param audience whom operations serve of which the document says nothing: public, citizen, official or governor
 * @param validate whether requests are checked against the document
 */
public record ImportOptions(
        String idPrefix, @Nullable String department, String pathPrefix, String audience, boolean validate) {

    /** Refuses an id that is none, and a prefix that is no path or ends in a slash. */
    public ImportOptions {
        Scalars.id(idPrefix);
        if (!pathPrefix.isEmpty() && (!pathPrefix.startsWith("/") || pathPrefix.endsWith("/"))) {
            throw new IllegalArgumentException("pathPrefix: " + pathPrefix
                    + " (expected: empty, or a path that starts with '/' and does not end in one)");
        }
    }
}
