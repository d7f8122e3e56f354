package org.palmgateway.gateway.cache.rule;

/** Why a response is not kept. */
public enum NotStored {
    /** The request says {@code no-store}. */
    REQUEST_NO_STORE,
    /** The response says {@code no-store}. */
    NO_STORE,
    /** The response is for one user, and the route shares answers among several. */
    PRIVATE(true),
    /** The response varies by who is calling, and the route shares answers among several. */
    VARY_BY_CALLER(true),
    /** The response varies by region, and the route shares answers among all. */
    VARY_BY_REGION(true),
    /** The response sets a cookie, which is somebody's. */
    SET_COOKIE(true),
    /** The department asks who is calling, which it is not told where several share an answer. */
    CALLER_WANTED(true),
    /** The department was sent credentials, and does not say that the response may be shared all the same. */
    AUTHORIZATION(true),
    /** The response varies by what no request shows, or by too much. */
    VARY_BY_ANYTHING,
    /** Its status code is none that is kept. */
    STATUS,
    /** It is a part of a response. */
    PARTIAL,
    /** Nothing says how long it may be kept. */
    NO_FRESHNESS,
    /** It is stale at once and could not be validated. */
    STALE_AT_ONCE,
    /** What it says about its keeping cannot be read. */
    MALFORMED,
    /** It is larger than what is kept. */
    TOO_LARGE,
    /** It never ends, or flows for as long as somebody listens. */
    STREAM,
    /** There is no room for what is under way. */
    NO_ROOM,
    /** It was not complete. */
    INCOMPLETE,
    /** What it is about was changed or purged while it was on its way. */
    INVALIDATED;

    private final boolean claimsLess;

    NotStored() {
        this(false);
    }

    NotStored(boolean claimsLess) {
        this.claimsLess = claimsLess;
    }

    /** Tells whether the department claims that fewer people may share the response than the route says. */
    public boolean claimsLess() {
        return claimsLess;
    }
}
