package org.palmgateway.auth.keycloak;

/** Keycloak did not do what it was asked. Carries no stack trace; may be shared by threads. */
public final class KeycloakRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Reason {
        /** No application that was registered here has the client id. */
        UNKNOWN,
        /** Another client has the id. */
        EXISTS,
        /** The gateway's own client may not do this, or Keycloak failed. */
        FAILED
    }

    private final Reason reason;

    KeycloakRefused(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /** What went wrong. */
    public Reason reason() {
        return reason;
    }
}
