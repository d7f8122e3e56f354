package org.palmgateway.gateway.limit;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.token.Principal;
import org.palmgateway.gateway.access.Authenticate;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.exchange.Percentile;
import org.palmgateway.gateway.exchange.Steps;
import org.palmgateway.gateway.match.RouteChoice;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.routes.policy.Dimension;
import org.palmgateway.routes.policy.EffectivePolicy;
import org.palmgateway.routes.policy.PlacedLimit;
import org.palmgateway.routes.policy.RoutePolicy;
import org.springframework.http.CacheControl;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Shows a caller its own limits, without charging it: those of one call if it names one, else those that count the caller whatever it
 * calls.
 */
public final class OwnLimits {

    /** The path of the endpoint. */
    public static final String PATH = "/me/limits";

    private static final Set<Dimension> OF_CALLERS =
            EnumSet.of(Dimension.CITIZEN, Dimension.APPLICATION, Dimension.ADDRESS);
    private static final int MOST = 500;

    private final Authenticate authenticate;
    private final Steps ofOneCall;
    private final Limits limits;

    /**
     * Makes the endpoint.
     *
     * @param authenticate finds out who is calling
     * @param limits the buckets
     */
    public OwnLimits(Authenticate authenticate, Limits limits) {
        this.authenticate = authenticate;
        this.ofOneCall = new Steps(List.of(authenticate, new ApplyPolicy()));
        this.limits = limits;
    }

    /** One limit: what it says, and how the caller stands. Times in seconds. */
    record View(
            String name,
            List<String> per,
            long quota,
            long window,
            long burst,
            String mode,
            long remaining,
            long untilFull) {

        static View of(Standing standing) {
            PlacedLimit placed = standing.demand().limit();
            return new View(
                    placed.name(),
                    placed.limit().per().stream().map(Dimension::word).toList(),
                    placed.limit().permits(),
                    placed.limit().window().toSeconds(),
                    placed.limit().burst(),
                    placed.limit().mode().name().toLowerCase(Locale.ROOT),
                    standing.remaining(),
                    standing.untilFull().plusNanos(999_999_999).toSeconds());
        }
    }

    /** The limits, and how many permits the call would take of each. */
    record Views(long weight, List<View> limits) {}

    /** Returns the endpoint. */
    public RouterFunction<ServerResponse> route() {
        return RouterFunctions.route().GET(PATH, this::show).build();
    }

    private Mono<ServerResponse> show(ServerRequest request) {
        Facts facts = Facts.of(request.exchange());
        ServerHttpRequest asked = request.exchange().getRequest();
        Optional<String> path = request.queryParam("path");
        Mono<Views> views = path.isPresent()
                ? ofCall(asked, facts, request.queryParam("method").orElse("GET"), path.get())
                : authenticate.ifAny(asked, facts).map(this::ofCaller);
        return views.flatMap(shown ->
                ServerResponse.ok().cacheControl(CacheControl.noStore()).bodyValue(shown));
    }

    private Mono<Views> ofCall(ServerHttpRequest request, Facts facts, String method, String path) {
        RouteChoice choice = RouteChoice.of(
                facts.snapshot(), method, path, request.getHeaders().getOrEmpty("Palm-Region"));
        if (choice instanceof RouteChoice.Missed missed) {
            return Mono.error(new ProblemException(missed.problem()));
        }
        RouteChoice.Found found = (RouteChoice.Found) choice;
        return ofOneCall
                .run(request, facts.withMatch(found.path(), found.regions(), found.hit()), known -> {})
                .map(known -> views(
                        known.appliedPolicy().route().weight(),
                        Subjects.demands(known.appliedPolicy(), RequestSubject.of(known))));
    }

    private Views ofCaller(Facts facts) {
        Map<String, PlacedLimit> placed = new TreeMap<>();
        int percentile = Percentile.of(facts);
        for (RoutePolicy policy : facts.snapshot().policies().ofPlaces()) {
            add(policy.at(percentile), placed);
        }
        @Nullable Principal principal = facts.principal();
        if (principal != null) {
            @Nullable RoutePolicy application = facts.snapshot().policies().ofApplication(principal.application());
            if (application != null) {
                add(application.at(percentile), placed);
            }
        }
        return views(1, Subjects.demands(List.copyOf(placed.values()), 1, RequestSubject.ofCaller(facts)));
    }

    private static void add(EffectivePolicy policy, Map<String, PlacedLimit> placed) {
        for (PlacedLimit limit : policy.limits()) {
            if (placed.size() < MOST && OF_CALLERS.containsAll(limit.limit().per())) {
                placed.put(limit.name(), limit);
            }
        }
    }

    private Views views(long weight, List<Demand> demands) {
        return new Views(
                weight, limits.standings(demands).stream().map(View::of).toList());
    }
}
