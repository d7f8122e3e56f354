package org.palmgateway.gateway.cache;

import java.util.Locale;

/** What became of a request at the cache. */
enum CacheOutcome {
    /** Answered from it. */
    HIT,
    /** Answered from it with a response that is stale. */
    STALE,
    /** Answered from it after the department had confirmed the response. */
    REVALIDATED,
    /** Answered from it after another caller's request had brought the response. */
    COALESCED,
    /** Answered by the department. */
    MISS,
    /** Answered by the department, since the request is none that the cache answers. */
    PASS;

    /** The word used in numbers. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
