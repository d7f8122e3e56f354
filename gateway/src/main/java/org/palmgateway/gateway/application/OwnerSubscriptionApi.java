package org.palmgateway.gateway.application;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.palmgateway.gateway.admin.ManagedIssuers;
import org.palmgateway.gateway.admin.PolicyDocuments;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.RequestProblem;
import org.palmgateway.gateway.registry.Pages;
import org.palmgateway.gateway.registry.RegistryCalls;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.registry.Actor;
import org.palmgateway.routes.registry.Subscribing;
import org.palmgateway.routes.registry.Subscription;
import org.palmgateway.routes.subscription.Grant;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Agrees to subscriptions, refuses and ends them, as who speaks for the owner sees them. */
@RestController
@RequestMapping(path = "/api/owners/{owner}/subscriptions", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Subscriptions", description = "What applications may call beyond what everyone may")
public final class OwnerSubscriptionApi {

    private static final String ONE = "/{client}/{kind}/{item}";

    private final RegistryCalls registry;
    private final ManagedIssuers issuers;

    /**
     * Makes the API.
     *
     * @param registry asks the registry
     * @param issuers whose applications they are
     */
    public OwnerSubscriptionApi(RegistryCalls registry, ManagedIssuers issuers) {
        this.registry = registry;
        this.issuers = issuers;
    }

    private interface Change {
        Subscription make(Subscribing subscribing, Grant what, Actor actor, String reason);
    }

    @GetMapping
    @Operation(summary = "The subscriptions to what an owner offers")
    Mono<SubscriptionView.Page> list(
            @PathVariable String owner,
            @Parameter(description = "requested, active, refused or ended; all if left out") @RequestParam
                    Optional<String> stage,
            @Parameter(description = "How many to skip") @RequestParam(defaultValue = "0") int offset,
            @Parameter(description = "The most to return, 1 to 1000") @RequestParam(defaultValue = "100") int limit,
            ServerWebExchange exchange,
            Authentication caller) {
        Pages.check(offset, limit);
        Optional<Subscription.Stage> at = stage.map(OwnerSubscriptionApi::stage);
        return registry.ask(
                exchange,
                caller,
                (registry, actor) -> SubscriptionView.Page.of(
                        registry.subscribing().ofOwner(owner, at, actor, offset, limit), offset));
    }

    @PostMapping(ONE + "/approve")
    @Operation(summary = "Agree to a subscription that somebody else has asked for; it holds from now on")
    Mono<ResponseEntity<SubscriptionView>> approve(
            @PathVariable String owner,
            @PathVariable String client,
            @Parameter(description = "plan or route") @PathVariable String kind,
            @PathVariable String item,
            @RequestParam Optional<String> issuer,
            @RequestParam String reason,
            ServerWebExchange exchange,
            Authentication caller) {
        return change(grant(issuer, client, owner, kind, item), Subscribing::approve, reason, exchange, caller);
    }

    @PostMapping(ONE + "/refuse")
    @Operation(summary = "Do not agree to a subscription")
    Mono<ResponseEntity<SubscriptionView>> refuse(
            @PathVariable String owner,
            @PathVariable String client,
            @Parameter(description = "plan or route") @PathVariable String kind,
            @PathVariable String item,
            @RequestParam Optional<String> issuer,
            @RequestParam String reason,
            ServerWebExchange exchange,
            Authentication caller) {
        return change(grant(issuer, client, owner, kind, item), Subscribing::refuse, reason, exchange, caller);
    }

    @PostMapping(ONE + "/end")
    @Operation(summary = "End a subscription")
    Mono<ResponseEntity<SubscriptionView>> end(
            @PathVariable String owner,
            @PathVariable String client,
            @Parameter(description = "plan or route") @PathVariable String kind,
            @PathVariable String item,
            @RequestParam Optional<String> issuer,
            @RequestParam String reason,
            ServerWebExchange exchange,
            Authentication caller) {
        return change(grant(issuer, client, owner, kind, item), Subscribing::withdraw, reason, exchange, caller);
    }

    private Mono<ResponseEntity<SubscriptionView>> change(
            Grant what, Change change, String reason, ServerWebExchange exchange, Authentication caller) {
        String why = PolicyDocuments.reasonInQuery(reason);
        return registry.ask(
                exchange,
                caller,
                (registry, actor) -> SubscriptionView.tagged(change.make(registry.subscribing(), what, actor, why)));
    }

    private Grant grant(Optional<String> issuer, String client, String owner, String kind, String item) {
        return new Grant(issuers.meant(issuer), client, owner, SubscriptionView.kind(kind), item);
    }

    private static Subscription.Stage stage(String word) {
        try {
            return Scalars.constant(Subscription.Stage.class, word);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(new RequestProblem.MalformedRequest("stage"));
        }
    }
}
