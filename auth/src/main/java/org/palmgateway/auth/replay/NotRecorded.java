package org.palmgateway.auth.replay;

/**
 * The use of an id could not be recorded, so nobody knows whether it is the first. The caller is not at fault: the gateway
 * answers 503.
 *
 * <p>Carries no stack trace; one instance may be given to many callers on many threads.
 */
public final class NotRecorded extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the error.
     *
     * @param message why it could not be recorded, without the id
     */
    public NotRecorded(String message) {
        super(message, null, false, false);
    }
}
