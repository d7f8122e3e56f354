package org.palmgateway.auth.keycloak;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The addresses of a realm. Immutable.
 *
 * @param address where the realm is reached, such as {@code http://10.0.0.5:8080/realms/citizens}
 */
public record KeycloakRealm(URI address) {

    private static final Pattern SHAPE = Pattern.compile("(https?://[^?#]+?)/realms/([A-Za-z0-9_-][A-Za-z0-9._-]*)");

    /**
     * Checks the address.
     *
     * @throws IllegalArgumentException if it is not that of a realm
     */
    public KeycloakRealm {
        if (!SHAPE.matcher(address.toString()).matches()) {
            throw new IllegalArgumentException(
                    "address: " + address + " (expected: an address that ends in /realms/ and the realm's name)");
        }
    }

    /** Returns the token endpoint. */
    public URI token() {
        return URI.create(address + "/protocol/openid-connect/token");
    }

    /** Returns the introspection endpoint (RFC 7662). */
    public URI introspection() {
        return URI.create(token() + "/introspect");
    }

    /** Returns the JWK Set. */
    public URI keys() {
        return URI.create(address + "/protocol/openid-connect/certs");
    }

    /** Returns an address of the realm's admin REST interface; the path begins with a slash. */
    URI admin(String path) {
        Matcher parts = SHAPE.matcher(address.toString());
        if (!parts.matches()) {
            throw new IllegalStateException("The constructor has checked the address; it has been bypassed.");
        }
        return URI.create(parts.group(1) + "/admin/realms/" + parts.group(2) + path);
    }
}
