package org.palmgateway.gateway.admin;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.cache.Demotion;
import org.palmgateway.gateway.cache.ResponseCache;
import org.palmgateway.gateway.cache.RouteReport;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.model.CacheAudience;
import org.palmgateway.routes.model.Caching;
import org.palmgateway.routes.snapshot.Snapshot;

/**
 * A route whose answers may be kept, and what this node did with them since it started.
 *
 * @param id its id
 * @param owner the owner of its bundle
 * @param department the department that answers it
 * @param audience who may share its answers, as it declares
 * @param audienceInForce who does: {@code user} when it is demoted
 * @param enabled whether policies let answers be kept, but for those whom an override for a share of the subjects reaches
 * @param claimsLess whether its department has claimed that fewer people may share an answer than the route says
 * @param answered requests answered from the cache
 * @param forwarded requests answered by the department
 * @param stored responses that were stored
 * @param refusals responses that were not kept, by reason
 * @param demotion why its answers are shared with nobody; null when they are shared as it declares
 */
record CachedRoute(
        String id,
        String owner,
        String department,
        String audience,
        String audienceInForce,
        boolean enabled,
        boolean claimsLess,
        long answered,
        long forwarded,
        long stored,
        List<RouteReport.Refusal> refusals,
        @Nullable Demotion demotion) {

    private static final RouteReport NOTHING = new RouteReport(0, 0, 0, List.of(), Optional.empty());

    /** Returns the view of a route of a snapshot, which must say that its answers may be kept. */
    static CachedRoute of(CompiledRoute compiled, Caching caching, Snapshot snapshot, ResponseCache cache) {
        String id = compiled.route().id();
        RouteReport report = cache.report(id).orElse(NOTHING);
        CacheAudience inForce = report.demotion().isPresent() ? CacheAudience.USER : caching.audience();
        return new CachedRoute(
                id,
                compiled.owner(),
                compiled.department().id(),
                caching.audience().word(),
                inForce.word(),
                snapshot.policies().of(compiled).forMost().cache().enabled(),
                report.refusals().stream().anyMatch(RouteReport.Refusal::claimsLess),
                report.answered(),
                report.forwarded(),
                report.stored(),
                report.refusals(),
                report.demotion().orElse(null));
    }
}
