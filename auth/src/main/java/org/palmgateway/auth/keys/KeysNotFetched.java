package org.palmgateway.auth.keys;

import org.jspecify.annotations.Nullable;

/** An issuer's keys could not be had, and none are kept from before. Carries no stack trace; may be shared by threads. */
public final class KeysNotFetched extends RuntimeException {

    private static final long serialVersionUID = 1L;

    KeysNotFetched(String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
    }
}
