package org.palmgateway.auth.passport;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret behind pairwise subjects: each department knows a caller by another name, always the same one, and two
 * departments cannot find out that they speak of the same person. It must be the same on all nodes and never change, or
 * departments no longer recognise anyone.
 *
 * <p>Immutable; safe for any number of threads. Its text form shows nothing of it.
 */
public final class PairwiseSecret {

    private static final int MINIMUM_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /**
     * Takes the secret.
     *
     * @param secret at least 32 random bytes; copied
     * @throws IllegalArgumentException if it is shorter
     */
    public PairwiseSecret(byte[] secret) {
        if (secret.length < MINIMUM_BYTES) {
            throw new IllegalArgumentException(
                    "pairwiseSecret: " + secret.length + " bytes (expected: >= " + MINIMUM_BYTES + " random bytes)");
        }
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    /** The name by which a department knows a caller. */
    String subject(String department, String issuer, String subject) {
        if (department.indexOf('\0') >= 0 || issuer.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("department or issuer: holds NUL (expected: text without it)");
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] name = (department + '\0' + issuer + '\0' + subject).getBytes(StandardCharsets.UTF_8);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(name));
        } catch (NoSuchAlgorithmException | InvalidKeyException absent) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA-256; repair this one.", absent);
        }
    }

    @Override
    public String toString() {
        return "PairwiseSecret[hidden]";
    }
}
