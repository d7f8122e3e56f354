package org.palmgateway.auth.keys;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where the keys of one issuer come from.
 *
 * @param issuer the issuer identifier
 * @param keys the address of its JWK Set, null to find it by OpenID Connect Discovery
 */
public record KeySource(URI issuer, @Nullable URI keys) {

    /** Whether a URI is absolute, has a host, and is http or https. */
    public static boolean isHttp(URI uri) {
        return uri.getHost() != null
                && ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()));
    }

    /** The discovery document's address (OpenID Connect Discovery 1.0 §4): a final slash of the issuer is dropped first. */
    URI discovery() {
        String base = issuer.toString();
        String bare = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        return URI.create(bare + "/.well-known/openid-configuration");
    }
}
