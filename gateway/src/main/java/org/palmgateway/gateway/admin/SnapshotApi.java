package org.palmgateway.gateway.admin;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.RequestProblem;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.model.Route;
import org.palmgateway.routes.snapshot.CompiledBundle;
import org.palmgateway.routes.snapshot.LiveSnapshot;
import org.palmgateway.routes.snapshot.Quarantine;
import org.palmgateway.routes.snapshot.Snapshot;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Shows what is live and what is quarantined. */
@RestController
@RequestMapping(path = "/api", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Snapshot", description = "What is live, and what was refused")
public final class SnapshotApi {

    private static final int LARGEST_PAGE = 1000;

    private final LiveSnapshot live;

    /**
     * Makes the API.
     *
     * @param live where the snapshot in use is found
     */
    public SnapshotApi(LiveSnapshot live) {
        this.live = live;
    }

    /** The snapshot in use. */
    record SnapshotView(long revision, int routes, int quarantined, List<BundleView> bundles) {}

    /** An active bundle. */
    record BundleView(String owner, long revision, List<String> departments, int routes) {}

    /** A page of active routes. */
    record RoutePage(int total, int offset, List<RouteView> routes) {}

    /** An active route. */
    record RouteView(
            String id,
            String owner,
            String department,
            String region,
            List<String> methods,
            String path,
            String audience,
            List<String> scopes,
            List<String> roles,
            String origin) {

        static RouteView of(CompiledRoute compiled) {
            Route route = compiled.route();
            return new RouteView(
                    route.id(),
                    compiled.owner(),
                    route.department(),
                    route.region(),
                    sorted(route.methods()),
                    route.pattern().toString(),
                    route.access().audience().word(),
                    sorted(route.access().scopes()),
                    sorted(route.access().roles()),
                    route.origin().toString());
        }

        private static List<String> sorted(Iterable<String> values) {
            List<String> list = new ArrayList<>();
            values.forEach(list::add);
            list.sort(Comparator.naturalOrder());
            return list;
        }
    }

    /** A refused bundle. */
    record QuarantineView(String owner, Optional<Long> stillLive, List<DocumentProblem> problems) {
        static QuarantineView of(Quarantine quarantine) {
            return new QuarantineView(
                    quarantine.owner(), Optional.ofNullable(quarantine.stillLive()), quarantine.problems());
        }
    }

    @GetMapping("/snapshot")
    @Operation(summary = "The snapshot in use: its revision and the bundles that make it up")
    SnapshotView snapshot() {
        Snapshot snapshot = live.current();
        List<BundleView> bundles = snapshot.bundles().values().stream()
                .map(SnapshotApi::view)
                .sorted(Comparator.comparing(BundleView::owner))
                .toList();
        return new SnapshotView(
                snapshot.revision(), snapshot.size(), snapshot.quarantined().size(), bundles);
    }

    private static BundleView view(CompiledBundle bundle) {
        return new BundleView(
                bundle.bundle().owner(),
                bundle.revision(),
                bundle.bundle().departments().stream().map(d -> d.id()).toList(),
                bundle.routes().size());
    }

    @GetMapping("/routes")
    @Operation(summary = "The active routes, by id")
    Mono<RoutePage> routes(
            @Parameter(description = "Only routes of this owner") @RequestParam Optional<String> owner,
            @Parameter(description = "How many routes to skip") @RequestParam(defaultValue = "0") int offset,
            @Parameter(description = "The most routes to return, 1 to 1000") @RequestParam(defaultValue = "100")
                    int limit) {
        if (offset < 0 || limit < 1 || limit > LARGEST_PAGE) {
            throw new ProblemException(new RequestProblem.MalformedRequest("page"));
        }
        return Mono.fromCallable(() -> page(owner, offset, limit)).subscribeOn(Schedulers.boundedElastic());
    }

    private RoutePage page(Optional<String> owner, int offset, int limit) {
        List<CompiledRoute> routes = live.current().bundles().values().stream()
                .filter(bundle ->
                        owner.isEmpty() || owner.get().equals(bundle.bundle().owner()))
                .flatMap(bundle -> bundle.routes().values().stream())
                .sorted(Comparator.comparing(route -> route.route().id()))
                .toList();
        return new RoutePage(
                routes.size(),
                offset,
                routes.stream().skip(offset).limit(limit).map(RouteView::of).toList());
    }

    @GetMapping("/quarantine")
    @Operation(summary = "The refused bundles, with everything that is wrong with each")
    List<QuarantineView> quarantine() {
        return live.current().quarantined().values().stream()
                .map(QuarantineView::of)
                .toList();
    }
}
