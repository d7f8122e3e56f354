package org.palmgateway.auth.jws;

/**
 * A text is no signed JWS in compact form.
 *
 * <p>Carries no stack trace and no part of the text; one instance may be given to many callers on many threads.
 */
public final class UnreadableJws extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean unsigned;

    UnreadableJws(boolean unsigned, String message) {
        super(message, null, false, false);
        this.unsigned = unsigned;
    }

    /** Whether it says of itself that it is not signed: {@code alg} is {@code none}, however spelled. */
    public boolean unsigned() {
        return unsigned;
    }
}
