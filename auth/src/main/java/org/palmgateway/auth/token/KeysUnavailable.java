package org.palmgateway.auth.token;

/**
 * The issuer's keys cannot be had now and none are cached, so nothing can be said about the token. The caller is not at
 * fault: the gateway answers 503, and the same token may be good a second later.
 *
 * <p>Carries no stack trace of its own; the cause says why the keys could not be had.
 */
public final class KeysUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the error.
     *
     * @param cause why the keys could not be had
     */
    public KeysUnavailable(Throwable cause) {
        super("The issuer's keys cannot be had now; try again later. " + cause.getMessage(), cause, false, false);
    }
}
