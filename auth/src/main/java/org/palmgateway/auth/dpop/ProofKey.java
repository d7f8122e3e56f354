package org.palmgateway.auth.dpop;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.dpop.InvalidProof.Reason;

/**
 * The public key that a proof carries (RFC 9449 §4.2), of a kind and size that is neither weak nor costly to verify with.
 *
 * <p>Immutable; safe for any number of threads.
 */
record ProofKey(JWK jwk) {

    /** Asymmetric algorithms that Nimbus verifies without a further library, the usual ones first. */
    static final List<String> ALGORITHMS =
            List.of("ES256", "ES384", "ES512", "PS256", "PS384", "PS512", "RS256", "RS384", "RS512");

    private static final int FEWEST_BITS = 2048;
    private static final int MOST_BITS = 8192;
    // A verifier's work grows with the exponent, and clients choose it. Nobody needs more than 65537, which has 17
    // bits.
    private static final int MOST_EXPONENT_BITS = 32;

    /**
     * The key in a proof's header.
     *
     * @throws InvalidProof ALGORITHM if the header's algorithm is not in the list, KEY if there is no key fit for it
     */
    static ProofKey of(JWSHeader header) {
        JWSAlgorithm algorithm = header.getAlgorithm();
        if (!ALGORITHMS.contains(algorithm.getName())) {
            throw new InvalidProof(Reason.ALGORITHM, "The proof's alg must be one of " + ALGORITHMS + ".");
        }
        return of(header.getJWK(), algorithm);
    }

    static ProofKey of(@Nullable JWK jwk, JWSAlgorithm algorithm) {
        if (jwk == null) {
            throw unfit("The proof has no jwk. Put the public key into its header.");
        }
        // Nimbus refuses to read such a header, but the rule is RFC 9449's and not to be left to a library's kindness.
        if (jwk.isPrivate()) {
            throw unfit("The proof's jwk is private. Make a new key, and put its public half into the header.");
        }
        boolean fits = JWSAlgorithm.Family.EC.contains(algorithm)
                ? jwk instanceof ECKey ec && Curve.forJWSAlgorithm(algorithm).contains(ec.getCurve())
                : jwk instanceof RSAKey;
        if (!fits) {
            throw unfit("The proof's jwk is not of the kind and curve that its alg needs.");
        }
        if (jwk instanceof RSAKey rsa) {
            checkSize(rsa);
        }
        return new ProofKey(jwk);
    }

    /** RFC 7638, with SHA-256 in base64url: what an access token bound to this key has in {@code cnf.jkt}. */
    String thumbprint() {
        try {
            return jwk.computeThumbprint().toString();
        } catch (JOSEException absent) {
            throw new IllegalStateException("Every Java platform has SHA-256; repair this one.", absent);
        }
    }

    private static void checkSize(RSAKey rsa) {
        int bits = rsa.getModulus().decodeToBigInteger().bitLength();
        int exponentBits = rsa.getPublicExponent().decodeToBigInteger().bitLength();
        if (bits < FEWEST_BITS || bits > MOST_BITS || exponentBits > MOST_EXPONENT_BITS) {
            throw unfit("The proof's RSA key must have " + FEWEST_BITS + " to " + MOST_BITS
                    + " bits and an exponent of at most " + MOST_EXPONENT_BITS + " bits.");
        }
    }

    private static InvalidProof unfit(String message) {
        return new InvalidProof(Reason.KEY, message);
    }
}
