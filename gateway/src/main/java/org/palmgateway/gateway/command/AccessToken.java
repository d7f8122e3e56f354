package org.palmgateway.gateway.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The token that a command's calls carry.
 *
 * @param text its text; never shown
 */
record AccessToken(String text) {

    private static final String VARIABLE = "PALM_TOKEN";

    /** The syntax of bearer tokens (RFC 6750 §2.1). */
    private static final Pattern BEARER = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    /** Refuses what is no token, without repeating it. */
    AccessToken {
        if (!BEARER.matcher(text).matches()) {
            throw new CommandFailed("token: something else (expected: a bearer token as the identity provider gave it,"
                    + " in the environment variable " + VARIABLE + " or a file named by --token-file)");
        }
    }

    static AccessToken of(@Nullable Path file, Console console) {
        if (file != null) {
            try {
                return new AccessToken(Files.readString(file).strip());
            } catch (IOException e) {
                throw new CommandFailed(
                        "--token-file: " + file + " cannot be read (expected: a file that holds a token)");
            }
        }
        String token = console.environment().getOrDefault(VARIABLE, "").strip();
        if (token.isEmpty()) {
            throw new CommandFailed("token: missing (expected: in the environment variable " + VARIABLE
                    + " or a file named by --token-file)");
        }
        return new AccessToken(token);
    }

    @Override
    public String toString() {
        return "a token";
    }
}
