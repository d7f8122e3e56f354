package org.palmgateway.gateway.compose;

import java.util.Locale;

/** What became of a branch. */
public enum State {
    /** Its result is there. */
    OK,
    /** It was called for a list, and some of its items failed. */
    PARTIAL,
    /** It failed, and what the cache still had of it stands in its place. */
    STALE,
    /** It was not called, since it says itself that it need not be. */
    SKIPPED,
    /** The caller may not have it. */
    FORBIDDEN,
    /** It failed. */
    FAILED;

    /** Returns the word used in answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
