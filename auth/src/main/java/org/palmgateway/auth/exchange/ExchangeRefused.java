package org.palmgateway.auth.exchange;

/** The issuer gives this caller no token for this department. Carries no stack trace; may be shared by threads. */
public final class ExchangeRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean signInEnded;

    ExchangeRefused(boolean signInEnded, String error) {
        super("The issuer refused the exchange: " + error, null, false, false);
        this.signInEnded = signInEnded;
    }

    /** Tells whether it was the caller's own token that the issuer no longer takes, and a new sign-in would help. */
    public boolean signInEnded() {
        return signInEnded;
    }
}
