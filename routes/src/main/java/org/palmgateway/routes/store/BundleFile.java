package org.palmgateway.routes.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The text of one owner's bundle.
 *
 * @param owner the owner: the file's name without its ending
 * @param file the file's name, without its directory
 * @param text its text
 */
public record BundleFile(String owner, String file, String text) {

    /** Returns the owner whose bundle a file would hold; empty when the file is not a bundle. */
    public static Optional<String> owner(String file) {
        int dot = file.lastIndexOf('.');
        String ending = dot < 0 ? "" : file.substring(dot);
        boolean bundle = dot > 0
                && !file.startsWith(".")
                && (ending.equals(".yaml") || ending.equals(".yml") || ending.equals(".json"));
        return bundle ? Optional.of(file.substring(0, dot)) : Optional.empty();
    }

    /** Returns the SHA-256 of the file's name and text, in hexadecimal. */
    public String digest() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(file.getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0);
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
