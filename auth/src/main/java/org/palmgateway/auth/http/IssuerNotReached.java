package org.palmgateway.auth.http;

import org.jspecify.annotations.Nullable;

/** An issuer's endpoint gave no usable answer in time. Carries no stack trace; may be shared by threads. */
public final class IssuerNotReached extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the error.
     *
     * @param message what happened, without any token or secret
     * @param cause what the HTTP client said, null if nothing
     */
    public IssuerNotReached(String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
    }
}
