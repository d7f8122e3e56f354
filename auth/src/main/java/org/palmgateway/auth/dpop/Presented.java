package org.palmgateway.auth.dpop;

import java.net.URI;

/**
 * What a proof has to fit: the request that it came with.
 *
 * <p>Immutable; safe for any number of threads.
 *
 * @param method the HTTP method as received; methods are case-sensitive (RFC 9110 §9.1)
 * @param target the absolute URI of the request as the client saw it, before any proxy changed scheme, host or port;
 *     query and fragment are ignored. No proof fits a target that is not an absolute {@code http} or {@code https} URI
 * @param accessToken the access token as received, without the scheme {@code DPoP}
 * @param thumbprint the thumbprint of the key that the verified access token is bound to, its {@code cnf.jkt}
 *     (RFC 9449 §6.1)
 */
public record Presented(String method, URI target, String accessToken, String thumbprint) {

    /** Everything but the access token, which must not get into a log. */
    @Override
    public String toString() {
        return "Presented[method=" + method + ", target=" + target + ", thumbprint=" + thumbprint + "]";
    }
}
