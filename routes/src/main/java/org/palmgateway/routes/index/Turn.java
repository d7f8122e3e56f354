package org.palmgateway.routes.index;

/** When a lookup tries a pattern, beside another one that has the same path. */
public enum Turn {
    /** Sooner: at the first difference it is the more specific one. */
    SOONER,
    /** At once: the two differ at most in the names of their variables. */
    TOGETHER,
    /** Later. */
    LATER
}
