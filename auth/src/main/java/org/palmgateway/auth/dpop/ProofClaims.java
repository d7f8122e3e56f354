package org.palmgateway.auth.dpop;

import java.time.Instant;
import java.util.Map;
import org.palmgateway.auth.dpop.InvalidProof.Reason;

/**
 * The claims of a proof for a protected resource (RFC 9449 §4.2), each present and of the right form.
 *
 * <p>Immutable; safe for any number of threads.
 */
record ProofClaims(String jti, String htm, String htu, Instant iat, String ath) {

    // RFC 9449 asks for 96 random bits or a UUID, which is 36 characters.
    private static final int LONGEST_JTI = 256;
    // Keeps doubles exact to the millisecond, and instants far from their ends.
    private static final double LAST_SECOND = 1e11;

    /**
     * Reads the claims.
     *
     * @throws InvalidProof MALFORMED if one is missing or of the wrong form
     */
    static ProofClaims of(Map<String, Object> json) {
        String jti = text(json, "jti");
        if (jti.length() > LONGEST_JTI) {
            throw malformed("jti must have at most " + LONGEST_JTI + " characters.");
        }
        return new ProofClaims(jti, text(json, "htm"), text(json, "htu"), time(json, "iat"), text(json, "ath"));
    }

    private static String text(Map<String, Object> json, String name) {
        if (json.get(name) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw malformed(name + " must be a string that is not empty.");
    }

    /** A NumericDate (RFC 7519 §2), which may have a fraction. */
    private static Instant time(Map<String, Object> json, String name) {
        // Written so that no NaN gets through.
        if (json.get(name) instanceof Number seconds && Math.abs(seconds.doubleValue()) <= LAST_SECOND) {
            return Instant.ofEpochMilli(Math.round(seconds.doubleValue() * 1000));
        }
        throw malformed(name + " must be a number of seconds since 1970.");
    }

    private static InvalidProof malformed(String detail) {
        return new InvalidProof(Reason.MALFORMED, "The proof's claims cannot be used: " + detail);
    }
}
