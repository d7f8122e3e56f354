package org.palmgateway.auth.token;

/**
 * A token was refused, and the caller is at fault: the gateway answers 401.
 *
 * <p>Carries no stack trace and no part of the token; one instance may be given to many callers on many threads.
 */
public final class InvalidToken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What was wrong. The names are stable: logs, metrics and clients may rely on them. */
    public enum Reason {
        /** Not a JWS in compact form (RFC 7515 §7.1), or one with {@code crit} or {@code b64}. */
        MALFORMED,
        /** Longer than any token that is looked at. */
        TOO_LONG,
        /** The issuer is not allowed to sign with this {@code alg}, or the token is not signed. */
        ALGORITHM,
        /** Not an access token by its {@code typ} (RFC 9068 §4), for example an ID token. */
        TYPE,
        /** No configured issuer has this {@code iss}. */
        UNKNOWN_ISSUER,
        /** The issuer publishes no key with this {@code kid} that fits the algorithm. */
        UNKNOWN_KEY,
        /** The signature is not the issuer's. */
        SIGNATURE,
        /** {@code exp} has passed. */
        EXPIRED,
        /** {@code nbf} is still to come. */
        NOT_YET_VALID,
        /** It ends later than tokens of its issuer may. */
        LIFE,
        /** It is bound to a key in a way other than {@code cnf.jkt} (RFC 9449 §6.1). */
        BINDING,
        /** Its session, its subject or its application was revoked after it was issued, or its issuer says that it is not active. */
        REVOKED,
        /** It was taken before, and each is taken once only. */
        REPLAYED,
        /** {@code aud} does not name this gateway. */
        AUDIENCE,
        /** A claim is missing or has the wrong form. */
        CLAIMS
    }

    private final Reason reason;

    /**
     * Makes a refusal.
     *
     * @param reason what was wrong
     * @param message what was wrong and what to do instead, without any part of the token
     */
    public InvalidToken(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /** What was wrong. */
    public Reason reason() {
        return reason;
    }
}
