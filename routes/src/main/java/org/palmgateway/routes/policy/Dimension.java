package org.palmgateway.routes.policy;

import java.util.Locale;

/** What a limit counts separately. */
public enum Dimension {
    /** Each citizen or official who signed in; a caller who did not counts by address. */
    CITIZEN,
    /** Each application; a caller without a token counts by address. */
    APPLICATION,
    /** Each address; IPv6 addresses by their first 64 bits, since one subscriber has all of the rest. */
    ADDRESS,
    /** Each department. */
    DEPARTMENT,
    /** Each route. */
    ROUTE,
    /** Each region that serves, which callers cannot choose beyond what is offered. */
    REGION;

    /** Returns the word used in documents. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
