package org.palmgateway.gateway.cache.rule;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a response says about its own keeping (RFC 9111 §5.2.2, RFC 5861, RFC 9213).
 *
 * @param targeted whether it comes from {@code CDN-Cache-Control}, so that {@code Expires} does not count (RFC 9213 §2.2)
 * @param malformed whether a part of it could not be read
 * @param noStore {@code no-store}
 * @param mustUnderstand {@code must-understand}
 * @param isPrivate {@code private} without field names
 * @param privateFields names, in lower case, of the fields that {@code private} is about
 * @param isPublic {@code public}
 * @param noCache {@code no-cache} without field names
 * @param noCacheFields names, in lower case, of the fields that {@code no-cache} is about
 * @param mustRevalidate {@code must-revalidate}
 * @param proxyRevalidate {@code proxy-revalidate}, which means the same to a shared cache, but allows nothing (§5.2.2.8)
 * @param noTransform {@code no-transform}
 * @param maxAge {@code max-age} in seconds
 * @param sMaxAge {@code s-maxage} in seconds
 * @param staleWhileRevalidate {@code stale-while-revalidate} in seconds
 * @param staleIfError {@code stale-if-error} in seconds
 */
public record ResponseControl(
        boolean targeted,
        boolean malformed,
        boolean noStore,
        boolean mustUnderstand,
        boolean isPrivate,
        Set<String> privateFields,
        boolean isPublic,
        boolean noCache,
        Set<String> noCacheFields,
        boolean mustRevalidate,
        boolean proxyRevalidate,
        boolean noTransform,
        OptionalLong maxAge,
        OptionalLong sMaxAge,
        OptionalLong staleWhileRevalidate,
        OptionalLong staleIfError) {

    /** Copies the sets. */
    public ResponseControl {
        privateFields = Set.copyOf(privateFields);
        noCacheFields = Set.copyOf(noCacheFields);
    }

    /** Reads the fields of a response. {@code no-transform} counts wherever it stands. */
    public static ResponseControl of(Fields response) {
        Directives general = Directives.of(response.all("Cache-Control"));
        Optional<Directives> targeted = TargetedDirectives.of(response.all(TargetedDirectives.FIELD));
        Directives directives = targeted.orElse(general);
        return new ResponseControl(
                targeted.isPresent(),
                directives.isMalformed(),
                directives.has("no-store"),
                directives.has("must-understand"),
                directives.hasWithoutFields("private"),
                directives.fields("private"),
                directives.has("public"),
                directives.hasWithoutFields("no-cache"),
                directives.fields("no-cache"),
                directives.has("must-revalidate"),
                directives.has("proxy-revalidate"),
                general.has("no-transform") || directives.has("no-transform"),
                directives.least("max-age"),
                directives.least("s-maxage"),
                directives.least("stale-while-revalidate"),
                directives.least("stale-if-error"));
    }

    /** Tells whether a shared cache may never give the response when it is stale (§4.2.4, §5.2.2.10). */
    public boolean forbidsStale() {
        return mustRevalidate || proxyRevalidate || noCache || sMaxAge.isPresent();
    }
}
