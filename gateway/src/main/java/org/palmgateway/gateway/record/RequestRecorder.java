package org.palmgateway.gateway.record;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.token.Principal;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.exchange.Percentile;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.gateway.problem.ProblemKind;
import org.palmgateway.routes.path.MalformedPath;
import org.palmgateway.routes.path.NormalPath;
import org.palmgateway.routes.region.RegionChain;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;

/** Records the requests of callers that were looked up, found or not. Safe for any number of threads. */
public final class RequestRecorder {

    /** How a lookup ends that finds no route; of a path that has no normal form nothing can be kept. */
    private static final Set<ProblemKind> MISSES = EnumSet.of(
            ProblemKind.UNKNOWN_PATH, ProblemKind.NOT_OFFERED, ProblemKind.WRONG_METHOD, ProblemKind.REGION_NEEDED);

    private static final String TRIED = "Palm-Lane";

    private final RequestRing ring;

    /**
     * Makes the recorder.
     *
     * @param ring where requests are kept
     */
    public RequestRecorder(RequestRing ring) {
        this.ring = ring;
    }

    /**
     * Records an exchange that has ended.
     *
     * @param exchange the exchange of a caller
     * @param problem what it ended with; null when it was answered
     */
    public void record(ServerWebExchange exchange, @Nullable Problem problem) {
        // Where a draft's requests go says nothing about those of others.
        if (!ring.keeps() || exchange.getRequest().getHeaders().containsHeader(TRIED)) {
            return;
        }
        Facts facts = Facts.of(exchange);
        if (facts.hit() != null) {
            RegionChain regions = facts.regionChain();
            @Nullable String region = regions.explicit() ? regions.requested() : null;
            ring.add(request(exchange, facts, facts.normalPath(), region, problem));
        } else if (problem != null && MISSES.contains(problem.kind())) {
            missed(exchange, facts, problem);
        }
    }

    private void missed(ServerWebExchange exchange, Facts facts, Problem problem) {
        ServerHttpRequest request = exchange.getRequest();
        List<String> regions = request.getHeaders().getOrEmpty("Palm-Region");
        try {
            NormalPath path = NormalPath.of(request.getURI().getRawPath());
            ring.add(request(
                    exchange,
                    facts,
                    path,
                    regions.isEmpty() ? null : regions.get(0).strip(),
                    problem));
        } catch (MalformedPath e) {
            throw new IllegalStateException("A path that was looked up has no normal form", e);
        }
    }

    private RecordedRequest request(
            ServerWebExchange exchange,
            Facts facts,
            NormalPath path,
            @Nullable String region,
            @Nullable Problem problem) {
        @Nullable Principal caller = facts.principal();
        return new RecordedRequest(
                exchange.getRequest().getMethod().name(),
                path.toString(),
                region,
                caller == null ? "" : caller.audience(),
                caller == null ? "" : caller.issuer(),
                caller == null ? "" : caller.application(),
                caller == null ? Set.of() : caller.scopes(),
                caller == null ? Set.of() : caller.roles(),
                caller == null ? 0 : caller.level(),
                Percentile.of(facts),
                facts.hit() == null ? null : facts.route().route().id(),
                problem == null ? null : problem.kind().code());
    }
}
