package org.palmgateway.gateway.admin;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.cache.Demotion;
import org.palmgateway.gateway.cache.Purged;
import org.palmgateway.gateway.cache.ResponseCache;
import org.palmgateway.gateway.problem.AdminProblem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.RequestProblem;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.model.Caching;
import org.palmgateway.routes.snapshot.LiveSnapshot;
import org.palmgateway.routes.snapshot.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Shows what the cache of this node does for each route, purges it, and lets demoted routes share again. */
@RestController
@RequestMapping(path = "/api/cache", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(
        name = "Cache",
        description = "Answers that are kept on this node: how many, for whom, and what is to be forgotten")
public final class CacheApi {

    private static final Logger LOG = LoggerFactory.getLogger(CacheApi.class);

    private static final int LARGEST_PAGE = 1000;

    private final LiveSnapshot live;
    private final ResponseCache cache;

    /**
     * Makes the API.
     *
     * @param live where the routes are found
     * @param cache where answers are kept
     */
    public CacheApi(LiveSnapshot live, ResponseCache cache) {
        this.live = live;
        this.cache = cache;
    }

    /** How full the cache is, and which routes share their answers with nobody any more. */
    record CacheView(long octets, long maximum, long keys, long evicted, List<Demotion> demotions) {}

    /** A page of the routes whose answers may be kept. */
    record CachedRoutePage(int total, int offset, List<CachedRoute> routes) {}

    /** What was purged, or with dry-run would be. */
    record PurgedView(boolean dryRun, long keys, long responses, long octets, List<Purged.Address> addresses) {}

    @GetMapping
    @Operation(summary = "How full the cache of this node is, and which routes are demoted")
    Mono<CacheView> cache() {
        return Mono.fromCallable(() -> {
                    ResponseCache.Fill fill = cache.fill();
                    List<Demotion> demotions = cache.demoted().stream()
                            .sorted(Comparator.comparing(Demotion::route))
                            .toList();
                    return new CacheView(fill.octets(), fill.maximum(), fill.keys(), fill.evicted(), demotions);
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    @GetMapping("/routes")
    @Operation(
            summary =
                    "The active routes whose answers may be kept, by id, and what became of their answers on this node",
            description =
                    "claimsLess tells that the department claims that fewer people may share an answer than its route says;"
                            + " refusals tell by which reason, how often, and of which request the last one was.")
    Mono<CachedRoutePage> routes(
            @Parameter(description = "Only routes of this owner") @RequestParam Optional<String> owner,
            @Parameter(description = "Only routes of this department") @RequestParam Optional<String> department,
            @Parameter(description = "How many routes to skip") @RequestParam(defaultValue = "0") int offset,
            @Parameter(description = "The most routes to return, 1 to 1000") @RequestParam(defaultValue = "100")
                    int limit) {
        if (offset < 0 || limit < 1 || limit > LARGEST_PAGE) {
            throw new ProblemException(new RequestProblem.MalformedRequest("page"));
        }
        return Mono.fromCallable(() -> {
                    Snapshot snapshot = live.current();
                    List<CompiledRoute> routes = cached(snapshot)
                            .filter(route -> owner.isEmpty() || owner.get().equals(route.owner()))
                            .filter(route -> department.isEmpty()
                                    || department
                                            .get()
                                            .equals(route.department().id()))
                            .sorted(Comparator.comparing(route -> route.route().id()))
                            .toList();
                    List<CachedRoute> page = routes.stream()
                            .skip(offset)
                            .limit(limit)
                            .flatMap(route -> view(route, snapshot).stream())
                            .toList();
                    return new CachedRoutePage(routes.size(), offset, page);
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    @GetMapping("/routes/{id}")
    @Operation(summary = "An active route whose answers may be kept")
    Mono<CachedRoute> route(@PathVariable String id) {
        return Mono.fromCallable(() -> {
                    Snapshot snapshot = live.current();
                    return cached(snapshot)
                            .filter(route -> route.route().id().equals(id))
                            .findAny()
                            .flatMap(route -> view(route, snapshot))
                            .orElseThrow(() -> unknown("cached route " + id));
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    private static Stream<CompiledRoute> cached(Snapshot snapshot) {
        return snapshot.bundles().values().stream()
                .flatMap(bundle -> bundle.routes().values().stream())
                .filter(route -> route.route().caching() != null);
    }

    private Optional<CachedRoute> view(CompiledRoute route, Snapshot snapshot) {
        @Nullable Caching caching = route.route().caching();
        return caching == null ? Optional.empty() : Optional.of(CachedRoute.of(route, caching, snapshot, cache));
    }

    private static ProblemException unknown(String item) {
        return new ProblemException(new AdminProblem.UnknownItem(item));
    }

    @PostMapping(path = "/purge", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Forget answers that are kept on this node, or with dry-run learn which",
            description =
                    "The body holds reason and exactly one of route, department, tag and path. With path goes query, as it was"
                            + " sent; without it answers for the path without a query are meant. All variants for all audiences are"
                            + " forgotten, and answers that are under way are not kept. addresses are the first hundred.")
    Mono<PurgedView> purge(
            @Parameter(description = "Only tell what would be forgotten")
                    @RequestParam(name = "dry-run", defaultValue = "false")
                    boolean dryRun,
            @RequestBody String body,
            ServerHttpRequest request,
            Principal operator) {
        ChangeQuery.check(request, "dry-run");
        return Mono.fromCallable(() -> {
                    Snapshot snapshot = live.current();
                    PurgeReader.Wish wish = PolicyDocuments.read(body, fields -> PurgeReader.read(fields, snapshot));
                    Purged purged = cache.purge(wish.what(), snapshot, dryRun);
                    if (!dryRun) {
                        LOG.info(
                                "{} purged {}: {} keys. Reason: {}",
                                operator.getName(),
                                wish.said(purged),
                                purged.keys(),
                                wish.reason());
                    }
                    return new PurgedView(
                            dryRun, purged.keys(), purged.responses(), purged.octets(), purged.addresses());
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    @DeleteMapping("/demotions/{route}")
    @Operation(
            summary = "Let a demoted route share its answers again, once it is known why they differed",
            description = "A route is demoted when a shared answer differed from what its very caller would have got.")
    Mono<ResponseEntity<Void>> lift(
            @PathVariable String route,
            @Parameter(description = "Why") @RequestParam String reason,
            ServerHttpRequest request,
            Principal operator) {
        ChangeQuery.check(request, "reason");
        String why = PolicyDocuments.reasonInQuery(reason);
        // Writes to the disk.
        return Mono.fromCallable(() -> {
                    Demotion lifted = cache.lift(route).orElseThrow(() -> unknown("demotion of route " + route));
                    LOG.info(
                            "{} let route {} share its answers again. Reason: {}",
                            operator.getName(),
                            lifted.route(),
                            why);
                    return ResponseEntity.noContent().<Void>build();
                })
                .subscribeOn(Schedulers.boundedElastic());
    }
}
