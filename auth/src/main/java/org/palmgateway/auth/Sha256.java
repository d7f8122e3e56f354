package org.palmgateway.auth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The SHA-256 of a text in UTF-8, as a key to remember the text by: small however long the text is, and a copy of memory
 * then holds nothing that could be used.
 *
 * <p>Four words rather than an array, for the equality of a value. Immutable; safe for any number of threads.
 *
 * @param first octets 0 to 7
 * @param second octets 8 to 15
 * @param third octets 16 to 23
 * @param fourth octets 24 to 31
 */
public record Sha256(long first, long second, long third, long fourth) {

    /** The hash of a text. */
    public static Sha256 of(String text) {
        ByteBuffer digest = ByteBuffer.wrap(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
        return new Sha256(digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong());
    }

    /** The 32 octets in base64url without padding (RFC 4648 §5): 43 characters. */
    public String base64Url() {
        ByteBuffer digest = ByteBuffer.allocate(4 * Long.BYTES)
                .putLong(first)
                .putLong(second)
                .putLong(third)
                .putLong(fourth);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.array());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("Every Java platform has SHA-256; repair this one.", absent);
        }
    }
}
