package org.palmgateway.gateway.exchange;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.token.Principal;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.index.Match;
import org.palmgateway.routes.path.NormalPath;
import org.palmgateway.routes.region.RegionChain;
import org.palmgateway.routes.snapshot.Snapshot;
import org.springframework.web.server.ServerWebExchange;

/**
 * What is known of a request; each step adds to it. Kept as one attribute of the exchange.
 *
 * @param requestId the id by which the caller, the department and the operators speak of this request
 * @param trace the trace it belongs to
 * @param snapshot the configuration that answers it, from its start to its end
 * @param started when it arrived, of {@link System#nanoTime()}
 * @param path its normal path; null until it is matched
 * @param regions the regions that may serve it; null until it is matched
 * @param hit the route; null until it is matched
 * @param principal who is calling; null until that is known, and for public routes
 */
public record Facts(
        String requestId,
        Trace trace,
        Snapshot snapshot,
        long started,
        @Nullable NormalPath path,
        @Nullable RegionChain regions,
        Match.@Nullable Hit hit,
        @Nullable Principal principal) {

    private static final String ATTRIBUTE = Facts.class.getName();

    /** Returns the facts at the start of a request. */
    public static Facts of(String requestId, Trace trace, Snapshot snapshot, long started) {
        return new Facts(requestId, trace, snapshot, started, null, null, null, null);
    }

    /** Returns these facts with the route that was found. */
    public Facts withMatch(NormalPath normal, RegionChain chain, Match.Hit found) {
        return new Facts(requestId, trace, snapshot, started, normal, chain, found, principal);
    }

    /** Returns these facts with the caller. */
    public Facts withPrincipal(Principal caller) {
        return new Facts(requestId, trace, snapshot, started, path, regions, hit, caller);
    }

    /** Returns the route, for steps after the match. */
    public CompiledRoute route() {
        return matched(hit).route();
    }

    /** Returns the code of the region that serves, for steps after the match. */
    public String served() {
        return matched(hit).served();
    }

    /** Returns the normal path, for steps after the match. */
    public NormalPath normalPath() {
        return matched(path);
    }

    /** Returns the regions that may serve, for steps after the match. */
    public RegionChain regionChain() {
        return matched(regions);
    }

    private static <T> T matched(@Nullable T value) {
        return Objects.requireNonNull(value, "the request has not been matched yet");
    }

    /** Returns the facts of an exchange. */
    public static Facts of(ServerWebExchange exchange) {
        return exchange.getRequiredAttribute(ATTRIBUTE);
    }

    /** Makes these the facts of an exchange. */
    public void keepIn(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }
}
