package org.palmgateway.gateway.compose;

import java.util.Locale;

/** Where what stands for a branch comes from. */
public enum Source {
    /** Its department. */
    DEPARTMENT,
    /** The gateway's cache. */
    CACHE,
    /** Its composition, which says what stands in its place when it fails. */
    COMPOSITION,
    /** Nowhere: there is nothing. */
    NONE;

    /** Returns the word used in answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
