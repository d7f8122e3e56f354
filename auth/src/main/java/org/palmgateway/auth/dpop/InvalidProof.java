package org.palmgateway.auth.dpop;

/**
 * A DPoP proof was refused, and the caller is at fault: the gateway answers 401 with {@code error="invalid_dpop_proof"}
 * (RFC 9449 §7.1).
 *
 * <p>Carries no stack trace and no part of the proof or token; one instance may be given to many callers on many threads.
 */
public final class InvalidProof extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What was wrong. The names are stable: logs, metrics and clients may rely on them. */
    public enum Reason {
        /** Longer than any proof that is looked at. */
        TOO_LONG,
        /**
         * Not one JWS in compact form, one with {@code crit} or {@code b64} or an unreadable {@code jwk}, or one whose
         * claims are missing or of the wrong form (RFC 9449 §4.2).
         */
        MALFORMED,
        /** {@code typ} is not {@code dpop+jwt}. */
        TYPE,
        /** {@code alg} is not among those of {@link DpopProofs#algorithms()}. */
        ALGORITHM,
        /** {@code jwk} is missing, private, too weak, too costly, or does not fit {@code alg}. */
        KEY,
        /** {@code jwk} is not the key that the access token is bound to (RFC 9449 §6.1). */
        OTHER_KEY,
        /** The signature was not made with {@code jwk}. */
        SIGNATURE,
        /** {@code htm} is not the method of the request. */
        METHOD,
        /** {@code htu} is not the target of the request. */
        TARGET,
        /** {@code iat} is too far back. */
        EXPIRED,
        /** {@code iat} is too far ahead. */
        NOT_YET_VALID,
        /** {@code ath} is not the hash of the access token. */
        OTHER_TOKEN,
        /** The proof has been used before. */
        REPLAYED
    }

    private final Reason reason;

    /**
     * Makes a refusal.
     *
     * @param reason what was wrong
     * @param message what was wrong and what to do instead, without any part of the proof or token
     */
    public InvalidProof(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /** What was wrong. */
    public Reason reason() {
        return reason;
    }
}
