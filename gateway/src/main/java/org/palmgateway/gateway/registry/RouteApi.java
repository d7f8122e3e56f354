package org.palmgateway.gateway.registry;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.admin.PolicyDocuments;
import org.palmgateway.gateway.admin.Versions;
import org.palmgateway.gateway.registry.RouteStages.RouteView;
import org.palmgateway.routes.bundle.BundleEdit;
import org.palmgateway.routes.document.FieldReader;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.registry.Expected;
import org.palmgateway.routes.snapshot.LiveSnapshot;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The routes of an owner: how far each has come in its life, and the steps to its end, which are changes of the draft. */
@RestController
@RequestMapping(path = "/api/owners/{owner}", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Routes", description = "How far the routes of an owner have come, from draft to retired")
public final class RouteApi {

    private final RegistryCalls registry;
    private final LiveSnapshot live;
    private final Clock clock;

    /**
     * Makes the API.
     *
     * @param registry asks the registry
     * @param live what is live
     * @param clock the time
     */
    public RouteApi(RegistryCalls registry, LiveSnapshot live, Clock clock) {
        this.registry = registry;
        this.live = live;
        this.clock = clock;
    }

    /** A page of routes, by id. */
    record RoutePage(int total, int offset, List<RouteView> routes) {}

    @GetMapping("/routes")
    @Operation(
            summary = "The routes of an owner, live and pending",
            description =
                    "live: published or deprecated. pending: draft or in-review, when what is pending has the route;"
                            + " leaving, when it has not and the route is live.")
    Mono<RoutePage> list(
            @PathVariable String owner,
            @RequestParam(defaultValue = "0") int offset,
            @RequestParam(defaultValue = "100") int limit,
            ServerWebExchange exchange,
            Authentication caller) {
        Pages.check(offset, limit);
        return registry.ask(exchange, caller, (known, actor) -> {
            RouteStages stages =
                    RouteStages.of(live.current(), owner, known.drafts().latest(owner, actor), clock.instant());
            return new RoutePage(stages.size(), offset, stages.page(offset, limit));
        });
    }

    @PostMapping(path = "/draft/routes/{route}/deprecate", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Say in the draft that a route is to end",
            description =
                    "The body holds sunset, and may hold deprecated (now if left out), successor, documentation and"
                            + " reason. The draft begins with what is live. It holds when the draft is published.")
    Mono<ResponseEntity<RevisionView>> deprecate(
            @PathVariable String owner,
            @PathVariable String route,
            @RequestBody String body,
            ServerWebExchange exchange,
            Authentication caller) {
        End end = PolicyDocuments.read(body, fields -> End.read(fields, clock.instant()));
        return change(
                owner, route, end.reason(), bundle -> bundle.withField(route, "life", end.life()), exchange, caller);
    }

    @DeleteMapping("/draft/routes/{route}")
    @Operation(
            summary = "Take a route out of the draft",
            description = "The draft begins with what is live. A live route may go when its sunset has passed.")
    Mono<ResponseEntity<RevisionView>> retire(
            @PathVariable String owner,
            @PathVariable String route,
            @Parameter(description = "Why, in one line") @RequestParam String reason,
            ServerWebExchange exchange,
            Authentication caller) {
        String why = PolicyDocuments.reasonInQuery(reason);
        return change(owner, route, why, bundle -> bundle.withoutRoute(route), exchange, caller);
    }

    private Mono<ResponseEntity<RevisionView>> change(
            String owner,
            String route,
            String reason,
            Function<BundleEdit, Optional<BundleEdit>> change,
            ServerWebExchange exchange,
            Authentication caller) {
        Expected expected =
                new Expected.Version(Versions.expected(exchange.getRequest().getHeaders()));
        return registry.ask(exchange, caller, (known, actor) -> {
            LatestText latest = LatestText.of(known, owner, actor);
            BundleEdit changed = change.apply(latest.edit()).orElseThrow(() -> LatestText.unknownRoute(route));
            return DraftApi.tagged(latest.put(known, owner, changed, expected, actor, reason));
        });
    }

    /** What a request to deprecate says; whether it makes sense is found when the bundle is read. */
    private record End(Map<String, Object> life, String reason) {
        static @Nullable End read(FieldReader fields, Instant now) {
            Map<String, Object> life = new LinkedHashMap<>();
            @Nullable Instant deprecated = fields.optional("deprecated", now, Scalars::instant);
            @Nullable Instant sunset = fields.required("sunset", Scalars::instant);
            life.put("deprecated", String.valueOf(deprecated));
            life.put("sunset", String.valueOf(sunset));
            for (String name : List.of("successor", "documentation")) {
                if (fields.has(name)) {
                    life.put(name, String.valueOf(fields.required(name, Function.identity())));
                }
            }
            @Nullable String reason = fields.optional("reason", "", PolicyDocuments::reason);
            fields.end();
            return deprecated == null || sunset == null || reason == null ? null : new End(life, reason);
        }
    }
}
