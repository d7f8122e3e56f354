package org.palmgateway.routes.model;

import java.util.Locale;

/** Who may be answered with an answer that was made for somebody else. Each shares with fewer people than the one before. */
public enum CacheAudience {
    /** Everyone whom the route serves. */
    PUBLIC,
    /** Everyone who asks for the same region. */
    REGION,
    /** Everyone who calls by the same application. */
    APPLICATION,
    /** Nobody: an answer is kept for the caller that it was made for. */
    USER;

    /** The word used in bundles, such as {@code region}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
