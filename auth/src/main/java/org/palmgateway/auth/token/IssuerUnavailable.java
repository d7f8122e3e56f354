package org.palmgateway.auth.token;

/**
 * An issuer cannot be reached now and what is needed of it is not remembered, so nothing can be said about the token. The caller is
 * not at fault: the gateway answers 503, and the same token may be good a second later.
 *
 * <p>Carries no stack trace of its own; the cause says why the issuer could not be reached.
 */
public final class IssuerUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the error.
     *
     * @param cause why the issuer could not be reached
     */
    public IssuerUnavailable(Throwable cause) {
        super("The issuer cannot be reached now; try again later. " + cause.getMessage(), cause, false, false);
    }
}
