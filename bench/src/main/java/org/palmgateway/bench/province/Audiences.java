package org.palmgateway.bench.province;

/** For whom the routes of a made-up province are. */
public enum Audiences {
    /** Everyone: requests need no token. */
    PUBLIC,
    /** Mostly citizens with a scope; some officials, governors and everyone. */
    MIXED
}
