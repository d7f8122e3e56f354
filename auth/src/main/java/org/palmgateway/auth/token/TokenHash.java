package org.palmgateway.auth.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The SHA-256 of a token, by which it is remembered: a copy of memory then holds no token that could be used.
 *
 * <p>Four words rather than an array, for the equality of a value.
 */
record TokenHash(long first, long second, long third, long fourth) {

    static TokenHash of(String token) {
        ByteBuffer digest = ByteBuffer.wrap(sha256().digest(token.getBytes(StandardCharsets.UTF_8)));
        return new TokenHash(digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong());
    }

    String base64Url() {
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
