package org.palmgateway.gateway.cache.rule;

import java.util.OptionalLong;
import org.springframework.http.HttpHeaders;

/**
 * What a request says about answers from the cache (RFC 9111 §5.2.1, §5.4).
 *
 * @param noStore {@code no-store}, or a part that cannot be read, which may have been that
 * @param noCache {@code no-cache}, also by {@code Pragma} where there is no {@code Cache-Control}, or a part that cannot be read
 * @param onlyIfCached {@code only-if-cached}
 * @param noTransform {@code no-transform}
 * @param maxAge {@code max-age} in seconds
 * @param minFresh {@code min-fresh} in seconds
 * @param maxStale {@code max-stale} in seconds; without a number any staleness will do
 * @param staleIfError {@code stale-if-error} in seconds (RFC 5861 §4)
 */
public record RequestControl(
        boolean noStore,
        boolean noCache,
        boolean onlyIfCached,
        boolean noTransform,
        OptionalLong maxAge,
        OptionalLong minFresh,
        OptionalLong maxStale,
        OptionalLong staleIfError) {

    /** Says nothing. */
    public static final RequestControl NONE = new RequestControl(
            false,
            false,
            false,
            false,
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());

    private static final RequestControl NO_CACHE = new RequestControl(
            false,
            true,
            false,
            false,
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());

    /** Reads the fields of a request. */
    public static RequestControl of(HttpHeaders request) {
        if (!request.containsHeader(HttpHeaders.CACHE_CONTROL)) {
            Directives pragma = Directives.of(request.getOrEmpty(HttpHeaders.PRAGMA));
            return pragma.has("no-cache") || pragma.isMalformed() ? NO_CACHE : NONE;
        }
        Directives directives = Directives.of(request.getOrEmpty(HttpHeaders.CACHE_CONTROL));
        return new RequestControl(
                directives.has("no-store") || directives.isMalformed(),
                directives.has("no-cache") || directives.isMalformed(),
                directives.has("only-if-cached"),
                directives.has("no-transform"),
                directives.least("max-age"),
                directives.most("min-fresh"),
                directives.least("max-stale", Directives.MOST_SECONDS),
                directives.least("stale-if-error"));
    }
}
