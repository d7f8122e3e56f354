package org.palmgateway.gateway.cache.rule;

import java.util.Set;

/** What the cache knows of status codes. */
final class StatusCodes {

    /** RFC 9110 §15.1, without 206, since parts are not kept. */
    private static final Set<Integer> CACHEABLE_BY_DEFAULT =
            Set.of(200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501);

    /** Those whose meaning for a cache is understood: beside these the redirections that say for how long. */
    private static final Set<Integer> ALSO_UNDERSTOOD = Set.of(302, 303, 307, 400, 403, 409, 451);

    /** About conditions, a range or a limit of one request (RFC 9110 §15.5.13, §15.5.17; never stored by RFC 6585 §3 to §5). */
    private static final Set<Integer> OF_ONE_REQUEST = Set.of(304, 412, 416, 428, 429, 431);

    private StatusCodes() {}

    static boolean isCacheableByDefault(int status) {
        return CACHEABLE_BY_DEFAULT.contains(status);
    }

    static boolean isUnderstood(int status) {
        return CACHEABLE_BY_DEFAULT.contains(status) || ALSO_UNDERSTOOD.contains(status);
    }

    static boolean isOfOneRequest(int status) {
        return OF_ONE_REQUEST.contains(status);
    }

    static boolean isFinal(int status) {
        return status >= 200 && status <= 599;
    }
}
