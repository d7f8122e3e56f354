package org.palmgateway.gateway.registry;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.palmgateway.routes.audit.AuditEntry;
import org.palmgateway.routes.registry.Audit;
import org.palmgateway.routes.registry.NodeState;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The record of all changes, and how far the nodes have come. */
@RestController
@RequestMapping(path = "/api", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Audit", description = "Who changed what, when, from where and why")
public final class AuditApi {

    private static final int AT_ONCE = 500;

    private final RegistryCalls registry;

    /**
     * Makes the API.
     *
     * @param registry asks the registry
     */
    public AuditApi(RegistryCalls registry) {
        this.registry = registry;
    }

    /** How far the registry and its nodes have come. */
    record RegistryView(long sequence, List<NodeState> nodes) {}

    @GetMapping("/registry")
    @Operation(summary = "The last change of the registry that this node serves, and how far the others have come")
    Mono<RegistryView> registry(ServerWebExchange exchange, Authentication caller) {
        return registry.ask(
                exchange,
                caller,
                (registry, actor) -> new RegistryView(
                        registry.feed().served(), registry.feed().nodes()));
    }

    @GetMapping("/audit")
    @Operation(summary = "Entries of the audit, in their order")
    Mono<List<AuditEntry>> entries(
            @Parameter(description = "Position of the last entry that is known") @RequestParam(defaultValue = "0")
                    long after,
            @Parameter(description = "The most to return, 1 to 1000") @RequestParam(defaultValue = "100") int limit,
            ServerWebExchange exchange,
            Authentication caller) {
        Pages.check(after, limit);
        return registry.ask(
                exchange, caller, (registry, actor) -> registry.audit().after(after, limit, actor));
    }

    @GetMapping(path = "/audit/export", produces = MediaType.APPLICATION_NDJSON_VALUE)
    @Operation(summary = "The whole audit, one entry a line, to be kept and verified elsewhere")
    Flux<AuditEntry> export(ServerWebExchange exchange, Authentication caller) {
        return page(0, exchange, caller)
                .expand(page -> page.size() < AT_ONCE
                        ? Mono.empty()
                        : page(page.get(page.size() - 1).position(), exchange, caller))
                .concatMapIterable(page -> page);
    }

    private Mono<List<AuditEntry>> page(long after, ServerWebExchange exchange, Authentication caller) {
        return registry.ask(
                exchange, caller, (registry, actor) -> registry.audit().after(after, AT_ONCE, actor));
    }

    @GetMapping("/audit/verify")
    @Operation(
            summary = "Whether anything was changed in, left out of or put into the audit",
            description =
                    "That its end was cut off the chain cannot tell: compare the last hash with one that you know.")
    Mono<Audit.Verified> verify(ServerWebExchange exchange, Authentication caller) {
        return registry.ask(
                exchange, caller, (registry, actor) -> registry.audit().verify(actor));
    }
}
