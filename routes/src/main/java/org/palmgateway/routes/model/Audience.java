package org.palmgateway.routes.model;

import java.util.Locale;

/** Whom a route serves. Every audience but {@link #PUBLIC} needs a token of exactly that audience. */
public enum Audience {
    /** Anyone; no token is asked for. */
    PUBLIC,
    /** Citizens handling their own affairs. */
    CITIZEN,
    /** Officials at work. */
    OFFICIAL,
    /** Those who govern: statistics, supervision. */
    GOVERNOR;

    /** The word used in bundles and tokens, such as {@code citizen}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
