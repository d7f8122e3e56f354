package org.palmgateway.gateway.exchange;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.token.Principal;
import org.palmgateway.gateway.problem.RateLimit;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.index.Match;
import org.palmgateway.routes.model.Answer;
import org.palmgateway.routes.path.NormalPath;
import org.palmgateway.routes.policy.AppliedPolicy;
import org.palmgateway.routes.policy.Priority;
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
 * @param address the address that it comes from, as a literal; {@code unknown} when the caller is gone already
 * @param path its normal path; null until it is matched
 * @param regions the regions that may serve it; null until it is matched
 * @param hit the route; null until it is matched
 * @param principal who is calling; null until that is known, and for public routes
 * @param policy what holds for its traffic; null until that is known
 * @param charge what it has been charged; null until it has been
 * @param part which part it is of a composed call; null when it is a caller's own
 */
public record Facts(
        String requestId,
        Trace trace,
        Snapshot snapshot,
        long started,
        String address,
        @Nullable NormalPath path,
        @Nullable RegionChain regions,
        Match.@Nullable Hit hit,
        @Nullable Principal principal,
        @Nullable AppliedPolicy policy,
        @Nullable Charged charge,
        @Nullable Part part) {

    private static final String ATTRIBUTE = Facts.class.getName();

    /** Returns the facts at the start of a request. */
    public static Facts of(String requestId, Trace trace, Snapshot snapshot, long started, String address) {
        return new Facts(requestId, trace, snapshot, started, address, null, null, null, null, null, null, null);
    }

    /** Returns these facts, of which nothing else is known yet, with another configuration. */
    public Facts withSnapshot(Snapshot other) {
        return new Facts(
                requestId, trace, other, started, address, path, regions, hit, principal, policy, charge, part);
    }

    /** Returns these facts with the route that was found. */
    public Facts withMatch(NormalPath normal, RegionChain chain, Match.Hit found) {
        return new Facts(
                requestId, trace, snapshot, started, address, normal, chain, found, principal, policy, charge, part);
    }

    /** Returns these facts with the caller. */
    public Facts withPrincipal(Principal caller) {
        return new Facts(
                requestId, trace, snapshot, started, address, path, regions, hit, caller, policy, charge, part);
    }

    /** Returns these facts with what holds for the request's traffic. */
    public Facts withPolicy(AppliedPolicy applied) {
        return new Facts(
                requestId, trace, snapshot, started, address, path, regions, hit, principal, applied, charge, part);
    }

    /** Returns these facts with what the request has been charged. */
    public Facts withCharge(Charged charged) {
        return new Facts(
                requestId, trace, snapshot, started, address, path, regions, hit, principal, policy, charged, part);
    }

    /** Returns the facts of a part of this call, of which nothing is known yet but who is calling. */
    public Facts asPart(Part asked) {
        return new Facts(requestId, trace, snapshot, started, address, null, null, null, principal, null, null, asked);
    }

    /** Returns these facts of a part of a call, of which something else is asked. */
    public Facts withPart(Part asked) {
        return new Facts(
                requestId, trace, snapshot, started, address, path, regions, hit, principal, policy, charge, asked);
    }

    /**
     * Returns how much the request matters, for steps after that is known. What a call can do without matters less, so that it is shed before
     * what the call needs.
     */
    public Priority priority() {
        Priority priority = appliedPolicy().priority();
        return part != null && part.optional() ? priority.lower() : priority;
    }

    /** Returns how the most restrictive limit stands; null when there is none. */
    public @Nullable RateLimit rateLimit() {
        return charge == null ? null : charge.standing();
    }

    /** Returns what holds for the request's traffic, for steps after it is known. */
    public AppliedPolicy appliedPolicy() {
        return Objects.requireNonNull(policy, "the request's policy is not known yet");
    }

    /** Returns the route, for steps after the match. */
    public CompiledRoute route() {
        return matched(hit).route();
    }

    /** Tells whether the caller is given the canary of the route, for steps after it is known who is calling. */
    public boolean canary() {
        Answer.@Nullable Canary canary = route().route().canary();
        return canary != null && Percentile.of(this, route().department().id()) < canary.percent();
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
