package org.palmgateway.auth.revocation;

/** As many revocations are in force as a node may hold. Carries no stack trace. */
public final class TooManyRevocations extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooManyRevocations(long maximum) {
        super(
                maximum + " revocations are in force, and a node may hold no more; raise the bound"
                        + " (palm.identity.maximum-revocations)",
                null,
                false,
                false);
    }
}
