package org.palmgateway.auth.keycloak;

import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An application of a third party, registered at the issuer as a client. Immutable.
 *
 * @param client its client id, which begins with {@value #PREFIX}
 * @param name what people call it
 * @param kind how it gets its tokens
 * @param audience whose tokens it gets: {@code citizen}, {@code official} or {@code governor}
 * @param redirects where people are sent back to after they have signed in through it
 * @param dpop whether its tokens are bound to its key (RFC 9449)
 * @param enabled whether it gets tokens at all
 */
public record Application(
        String client, String name, Kind kind, String audience, List<String> redirects, boolean dpop, boolean enabled) {

    /** What the client ids of applications begin with, so that none is taken for a client of the province's own. */
    public static final String PREFIX = "app-";

    private static final Pattern CLIENT = Pattern.compile(PREFIX + "[a-z0-9][a-z0-9-]{1,58}[a-z0-9]");
    private static final int LONGEST_NAME = 100;
    private static final List<String> AUDIENCES = List.of("citizen", "official", "governor");

    /** How an application gets its tokens. */
    public enum Kind {
        /** On a phone or in a browser: people sign in, and PKCE stands in for a secret (RFC 8252, RFC 7636). */
        PUBLIC,
        /** On a server: people sign in, and it has a secret. */
        WEB,
        /** On a server, without people: client credentials (RFC 6749 §4.4). */
        SERVICE
    }

    /**
     * Checks the application.
     *
     * @throws IllegalArgumentException naming the component, its value and what was expected
     */
    public Application {
        check(
                CLIENT.matcher(client).matches(),
                "client",
                client,
                PREFIX + " and 3 to 60 small letters, digits and hyphens");
        check(!name.isBlank() && name.length() <= LONGEST_NAME, "name", name, "1 to " + LONGEST_NAME + " characters");
        check(AUDIENCES.contains(audience), "audience", audience, "one of " + AUDIENCES);
        redirects = List.copyOf(redirects);
        check(
                (kind == Kind.SERVICE) == redirects.isEmpty(),
                "redirects",
                redirects,
                kind == Kind.SERVICE ? "none for a service" : "at least one");
        redirects.forEach(Application::checkRedirect);
    }

    /** A redirect URI must be one address, in full: a pattern would let codes go elsewhere (RFC 9700 §4.1.3). */
    private static void checkRedirect(String redirect) {
        URI uri;
        try {
            uri = URI.create(redirect);
        } catch (IllegalArgumentException unreadable) {
            throw new IllegalArgumentException("redirects: " + redirect + " (expected: a URI)", unreadable);
        }
        boolean loopback =
                "http".equals(uri.getScheme()) && List.of("127.0.0.1", "[::1]").contains(String.valueOf(uri.getHost()));
        boolean secure = "https".equals(uri.getScheme()) && uri.getHost() != null;
        boolean ofApp = uri.getScheme() != null && uri.getScheme().indexOf('.') > 0;
        check(
                redirect.indexOf('*') < 0
                        && uri.getRawUserInfo() == null
                        && uri.getRawFragment() == null
                        && (loopback || secure || ofApp),
                "redirects",
                redirect,
                "https, a scheme of the app's own with a dot, or http on a loopback address; without * and #");
    }

    private static void check(boolean holds, String name, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
        }
    }
}
