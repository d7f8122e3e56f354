package org.palmgateway.gateway.admin;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.problem.AdminProblem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.routes.policy.OverrideReader;
import org.palmgateway.routes.policy.PolicyBook.Change;
import org.palmgateway.routes.policy.PolicyTree;
import org.palmgateway.routes.policy.TrafficOverride;
import org.palmgateway.routes.snapshot.PolicyDifference;
import org.palmgateway.routes.store.PolicyEdit;
import org.palmgateway.routes.store.PolicyOutcome;
import org.palmgateway.routes.store.PolicyStore;
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

/** Puts overrides in force and ends them. */
@RestController
@RequestMapping(path = "/api/overrides", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Overrides", description = "What holds for a while: maintenance, other values, forced breakers")
public final class OverrideApi {

    private final PolicyStore store;
    private final Clock clock;

    /**
     * Makes the API.
     *
     * @param store keeps the overrides
     * @param clock tells which are in force
     */
    public OverrideApi(PolicyStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** An override, and what it differs in while it is in force. */
    record OverrideView(Map<String, Object> override, boolean dryRun, List<PolicyDifference> differences) {}

    @GetMapping
    @Operation(summary = "The overrides that are in force or to come")
    List<Map<String, Object>> all() {
        return store.book().overrides().values().stream().map(this::view).toList();
    }

    @GetMapping("/{id}")
    @Operation(summary = "An override that is in force or to come")
    Map<String, Object> one(@PathVariable String id) {
        @Nullable TrafficOverride override = store.book().overrides().get(id);
        if (override == null) {
            throw new ProblemException(new AdminProblem.UnknownItem("override " + id));
        }
        return view(override);
    }

    private Map<String, Object> view(TrafficOverride override) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", override.terms().id());
        view.put("author", override.terms().author());
        view.put("inForce", override.terms().holdAt(clock.instant()));
        view.putAll(PolicyTree.of(override));
        return view;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Put an override in force, or with dry-run learn what that would mean",
            description =
                    "kind is policy (target, policy, share), maintenance (target, text) or breaker (department, upstream,"
                            + " state: open or closed); each with reason, until and, if it is to begin later, from.")
    Mono<ResponseEntity<OverrideView>> add(
            @Parameter(description = "Only tell what would differ")
                    @RequestParam(name = "dry-run", defaultValue = "false")
                    boolean dryRun,
            @RequestBody String body,
            ServerHttpRequest request,
            Principal operator) {
        ChangeQuery.check(request, "dry-run");
        String id = "o-" + UUID.randomUUID().toString().substring(0, 8);
        Instant now = clock.instant();
        TrafficOverride override =
                PolicyDocuments.read(body, fields -> OverrideReader.read(fields, id, operator.getName(), now));
        PolicyEdit edit = edit(
                new Change.OfOverride(id, override), operator, override.terms().reason());
        Callable<ResponseEntity<OverrideView>> work = () -> {
            PolicyOutcome.Sound done = PolicyDocuments.sound(dryRun ? store.propose(edit) : store.change(edit));
            OverrideView view = new OverrideView(view(override), dryRun, done.differences());
            return dryRun
                    ? ResponseEntity.ok(view)
                    : ResponseEntity.created(URI.create("/api/overrides/" + id)).body(view);
        };
        return Mono.fromCallable(work).subscribeOn(Schedulers.boundedElastic());
    }

    @DeleteMapping("/{id}")
    @Operation(summary = "End an override before its time")
    Mono<ResponseEntity<Void>> end(
            @PathVariable String id,
            @Parameter(description = "Why") @RequestParam String reason,
            ServerHttpRequest request,
            Principal operator) {
        ChangeQuery.check(request, "reason");
        if (!store.book().overrides().containsKey(id)) {
            throw new ProblemException(new AdminProblem.UnknownItem("override " + id));
        }
        PolicyEdit edit = edit(new Change.OfOverride(id, null), operator, PolicyDocuments.reasonInQuery(reason));
        return Mono.fromCallable(() -> PolicyDocuments.sound(store.change(edit)))
                .subscribeOn(Schedulers.boundedElastic())
                .thenReturn(ResponseEntity.noContent().build());
    }

    private static PolicyEdit edit(Change change, Principal operator, String reason) {
        return new PolicyEdit(List.of(change), new PolicyEdit.Expected.Anything(), operator.getName(), reason);
    }
}
