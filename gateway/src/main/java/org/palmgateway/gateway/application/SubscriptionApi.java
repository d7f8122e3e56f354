package org.palmgateway.gateway.application;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.palmgateway.gateway.admin.ManagedIssuers;
import org.palmgateway.gateway.admin.PolicyDocuments;
import org.palmgateway.gateway.registry.Pages;
import org.palmgateway.gateway.registry.RegistryCalls;
import org.palmgateway.routes.registry.Subscription;
import org.palmgateway.routes.subscription.Grant;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Subscribes an application, as who works on it sees it. */
@RestController
@RequestMapping(path = "/api/applications/{client}/subscriptions", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Subscriptions", description = "What applications may call beyond what everyone may")
public final class SubscriptionApi {

    private static final String ONE = "/{owner}/{kind}/{item}";

    private final RegistryCalls registry;
    private final ManagedIssuers issuers;

    /**
     * Makes the API.
     *
     * @param registry asks the registry
     * @param issuers whose applications they are
     */
    public SubscriptionApi(RegistryCalls registry, ManagedIssuers issuers) {
        this.registry = registry;
        this.issuers = issuers;
    }

    @GetMapping
    @Operation(summary = "The subscriptions of an application, whatever became of them")
    Mono<SubscriptionView.Page> list(
            @PathVariable String client,
            @RequestParam Optional<String> issuer,
            @Parameter(description = "How many to skip") @RequestParam(defaultValue = "0") int offset,
            @Parameter(description = "The most to return, 1 to 1000") @RequestParam(defaultValue = "100") int limit,
            ServerWebExchange exchange,
            Authentication caller) {
        Pages.check(offset, limit);
        String meant = issuers.meant(issuer);
        return registry.ask(
                exchange,
                caller,
                (registry, actor) -> SubscriptionView.Page.of(
                        registry.subscribing().ofApplication(meant, client, actor, offset, limit), offset));
    }

    @GetMapping(ONE)
    @Operation(summary = "One subscription")
    Mono<ResponseEntity<SubscriptionView>> show(
            @PathVariable String client,
            @PathVariable String owner,
            @Parameter(description = "plan or route") @PathVariable String kind,
            @PathVariable String item,
            @RequestParam Optional<String> issuer,
            ServerWebExchange exchange,
            Authentication caller) {
        Grant what = new Grant(issuers.meant(issuer), client, owner, SubscriptionView.kind(kind), item);
        return registry.ask(
                exchange,
                caller,
                (registry, actor) ->
                        SubscriptionView.tagged(registry.subscribing().subscription(what, actor)));
    }

    @PutMapping(ONE)
    @Operation(
            summary = "Subscribe an application to a plan or a single route of an owner",
            description =
                    "200 when it holds, 202 when somebody who may speak for the owner has to agree. Asking again changes nothing;"
                            + " one that was refused or ended is asked for anew.")
    Mono<ResponseEntity<SubscriptionView>> put(
            @PathVariable String client,
            @PathVariable String owner,
            @Parameter(description = "plan or route") @PathVariable String kind,
            @PathVariable String item,
            @RequestParam Optional<String> issuer,
            @Parameter(description = "Why, for who has to agree") @RequestParam String reason,
            ServerWebExchange exchange,
            Authentication caller) {
        Grant what = new Grant(issuers.meant(issuer), client, owner, SubscriptionView.kind(kind), item);
        String why = PolicyDocuments.reasonInQuery(reason);
        return registry.ask(
                        exchange,
                        caller,
                        (registry, actor) -> registry.subscribing().ask(what, actor, why))
                .map(subscription -> subscription.stage() == Subscription.Stage.ACTIVE
                        ? SubscriptionView.tagged(subscription)
                        : ResponseEntity.status(HttpStatus.ACCEPTED).body(SubscriptionView.of(subscription)));
    }

    @DeleteMapping(ONE)
    @Operation(summary = "End a subscription")
    Mono<ResponseEntity<SubscriptionView>> end(
            @PathVariable String client,
            @PathVariable String owner,
            @Parameter(description = "plan or route") @PathVariable String kind,
            @PathVariable String item,
            @RequestParam Optional<String> issuer,
            @RequestParam String reason,
            ServerWebExchange exchange,
            Authentication caller) {
        Grant what = new Grant(issuers.meant(issuer), client, owner, SubscriptionView.kind(kind), item);
        String why = PolicyDocuments.reasonInQuery(reason);
        return registry.ask(
                exchange,
                caller,
                (registry, actor) ->
                        SubscriptionView.tagged(registry.subscribing().end(what, actor, why)));
    }
}
