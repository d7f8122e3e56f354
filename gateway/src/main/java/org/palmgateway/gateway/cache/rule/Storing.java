package org.palmgateway.gateway.cache.rule;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.palmgateway.routes.model.CacheAudience;

/** Whether a response may be kept, and which of its fields (RFC 9111 §3). Pure functions. */
public final class Storing {

    /** Not of the response but of the connection or of a proxy (RFC 9111 §3.1, RFC 9110 §7.6.1). */
    private static final Set<String> OF_THE_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "proxy-authenticate",
            "proxy-authentication-info",
            "proxy-authorization");

    /** Made anew for each answer, or nobody's but the one's that it was made for. */
    private static final Set<String> NEVER_KEPT =
            Set.of("age", "set-cookie", "content-length", "palm-request-id", "server-timing");

    private static final int UNAUTHORIZED = 401;

    private Storing() {}

    /**
     * Tells why a response to GET is not kept; empty when it may be.
     *
     * @param request what the request says
     * @param withAuthorization whether the department was sent {@code Authorization}
     * @param status the status code
     * @param response the response's fields
     * @param control what the response says
     * @param freshness how long it is fresh
     * @param usableStale how long after that it could still be of use
     * @param audience who may share it
     */
    public static Optional<NotStored> refusal(
            RequestControl request,
            boolean withAuthorization,
            int status,
            Fields response,
            ResponseControl control,
            Freshness freshness,
            Duration usableStale,
            CacheAudience audience) {
        if (request.noStore()) {
            return Optional.of(NotStored.REQUEST_NO_STORE);
        }
        Optional<NotStored> unshared = unshared(withAuthorization, status, response, control, audience);
        if (unshared.isPresent()) {
            return unshared;
        }
        if (control.malformed()) {
            return Optional.of(NotStored.MALFORMED);
        }
        Optional<NotStored> byStatus = byStatus(status, control);
        if (byStatus.isPresent()) {
            return byStatus;
        }
        if (Vary.of(response).any()) {
            return Optional.of(NotStored.VARY_BY_ANYTHING);
        }
        boolean allowed = freshness.explicit()
                || control.isPublic()
                || (control.isPrivate() && audience == CacheAudience.USER)
                || StatusCodes.isCacheableByDefault(status);
        if (!allowed) {
            return Optional.of(NotStored.NO_FRESHNESS);
        }
        boolean useless = (freshness.lifetime().isZero() || control.noCache())
                && (usableStale.isZero() || control.forbidsStale())
                && !Validators.of(response).any();
        return useless ? Optional.of(NotStored.STALE_AT_ONCE) : Optional.empty();
    }

    /** §5.2.2.3: who understands the status code need not heed the {@code no-store} that stands beside {@code must-understand}. */
    private static Optional<NotStored> byStatus(int status, ResponseControl control) {
        boolean understood = StatusCodes.isUnderstood(status);
        if (control.noStore() && !(control.mustUnderstand() && understood)) {
            return Optional.of(NotStored.NO_STORE);
        }
        if (status == 206) {
            return Optional.of(NotStored.PARTIAL);
        }
        boolean known = StatusCodes.isFinal(status) && (!control.mustUnderstand() || understood);
        // Of an error of the server the next attempt may know better, whatever the department says.
        boolean passing = StatusCodes.isOfOneRequest(status) || (status >= 500 && status != 501);
        return !known || passing ? Optional.of(NotStored.STATUS) : Optional.empty();
    }

    private static Optional<NotStored> unshared(
            boolean withAuthorization, int status, Fields response, ResponseControl control, CacheAudience audience) {
        if (response.has("Set-Cookie")) {
            return Optional.of(NotStored.SET_COOKIE);
        }
        if (withAuthorization && audience != CacheAudience.USER && !allowsSharingAuthorized(control)) {
            return Optional.of(NotStored.AUTHORIZATION);
        }
        if (audience == CacheAudience.USER) {
            return Optional.empty();
        }
        if (status == UNAUTHORIZED) {
            return Optional.of(NotStored.CALLER_WANTED);
        }
        if (control.isPrivate()) {
            return Optional.of(NotStored.PRIVATE);
        }
        Vary vary = Vary.of(response);
        if (vary.byCaller(audience == CacheAudience.APPLICATION)) {
            return Optional.of(NotStored.VARY_BY_CALLER);
        }
        return vary.byRegion() && audience != CacheAudience.REGION
                ? Optional.of(NotStored.VARY_BY_REGION)
                : Optional.empty();
    }

    /** §3.5. */
    private static boolean allowsSharingAuthorized(ResponseControl control) {
        return control.isPublic()
                || control.mustRevalidate()
                || control.sMaxAge().isPresent();
    }

    /** Returns the fields of a response that are kept (§3.1, and §5.2.2.4 and §5.2.2.7 with field names). */
    public static Fields kept(Fields response, ResponseControl control, CacheAudience audience) {
        Directives nominated = Directives.of(response.all("Connection"));
        return response.without(name -> OF_THE_HOP.contains(name)
                || NEVER_KEPT.contains(name)
                || nominated.has(name)
                || (!control.noCache() && control.noCacheFields().contains(name))
                || (audience != CacheAudience.USER && control.privateFields().contains(name)));
    }
}
