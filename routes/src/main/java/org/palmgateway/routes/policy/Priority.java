package org.palmgateway.routes.policy;

import java.util.Locale;

/** How much a request matters when a department cannot take all of them; the last one is shed first. */
public enum Priority {
    /** Shed last: what people depend on. */
    CRITICAL,
    /** What is neither. */
    NORMAL,
    /** Shed first: what can be done later. */
    BULK;

    /** Returns the next lower one; of the lowest itself. */
    public Priority lower() {
        return this == CRITICAL ? NORMAL : BULK;
    }

    /** Returns the word used in documents. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
