package org.palmgateway.gateway.cache.rule;

import java.time.Duration;
import java.util.OptionalLong;

/** What a cache may do with a response that it has stored (RFC 9111 §4, §4.2.4). */
public sealed interface Reuse {

    /**
     * It is fresh: give it.
     *
     * @param left how long it stays so
     */
    record Fresh(Duration left) implements Reuse {}

    /** It is stale, and the caller said that it takes such ones: give it. */
    record StaleAccepted() implements Reuse {}

    /** It is stale: give it, and fetch a newer one meanwhile (RFC 5861 §3). */
    record StaleMeanwhile() implements Reuse {}

    /**
     * It has to be validated first.
     *
     * @param usableOnError whether it may be given when that fails (RFC 5861 §4)
     * @param stale whether it is because it is stale, and not because the caller wants it so
     */
    record Validate(boolean usableOnError, boolean stale) implements Reuse {}

    /**
     * Decides.
     *
     * @param age the response's age
     * @param freshness how long it is fresh
     * @param control what it says
     * @param request what the request says
     * @param meanwhile how long it may be given stale while a newer one is fetched, by the route, if the response does not say
     * @param onError how long it may be given stale when its department fails, by the route, if the response does not say
     */
    static Reuse of(
            Duration age,
            Freshness freshness,
            ResponseControl control,
            RequestControl request,
            Duration meanwhile,
            Duration onError) {
        Duration staleness = age.minus(freshness.lifetime());
        // A response is fresh as long as its age is less than its lifetime (§4.2).
        boolean fresh = staleness.isNegative();
        boolean usableOnError = !control.forbidsStale() && within(staleness, onError(control, request, onError));
        if (request.noCache() || control.noCache()) {
            return new Validate(usableOnError, !fresh);
        }
        boolean tooOld = request.maxAge().isPresent()
                && age.compareTo(Duration.ofSeconds(request.maxAge().getAsLong())) > 0;
        boolean tooSoonStale = request.minFresh().isPresent()
                && staleness
                                .negated()
                                .compareTo(Duration.ofSeconds(request.minFresh().getAsLong()))
                        < 0;
        if (fresh) {
            return tooOld || tooSoonStale ? new Validate(usableOnError, false) : new Fresh(staleness.negated());
        }
        if (control.forbidsStale() || tooSoonStale) {
            return new Validate(usableOnError, true);
        }
        boolean accepted = request.maxStale().isPresent()
                && within(staleness, Duration.ofSeconds(request.maxStale().getAsLong()));
        if (accepted && !tooOld) {
            return new StaleAccepted();
        }
        boolean mayGoMeanwhile =
                request.maxAge().isEmpty() && within(staleness, nearest(control.staleWhileRevalidate(), meanwhile));
        return mayGoMeanwhile ? new StaleMeanwhile() : new Validate(usableOnError, true);
    }

    private static boolean within(Duration staleness, Duration allowed) {
        return !allowed.isZero() && staleness.compareTo(allowed) <= 0;
    }

    /** What the response says itself stands above what its route says, also when it is less. */
    private static Duration nearest(OptionalLong said, Duration route) {
        return said.isPresent() ? Duration.ofSeconds(said.getAsLong()) : route;
    }

    private static Duration onError(ResponseControl control, RequestControl request, Duration route) {
        Duration accepted = Duration.ofSeconds(request.staleIfError().orElse(0));
        return nearest(control.staleIfError(), route.compareTo(accepted) > 0 ? route : accepted);
    }

    /** Returns how long beyond its freshness a response can be of use without having been validated. */
    static Duration usableStale(ResponseControl control, Duration meanwhile, Duration onError) {
        if (control.forbidsStale()) {
            return Duration.ZERO;
        }
        Duration whileRevalidating = nearest(control.staleWhileRevalidate(), meanwhile);
        Duration ifError = nearest(control.staleIfError(), onError);
        return whileRevalidating.compareTo(ifError) > 0 ? whileRevalidating : ifError;
    }
}
