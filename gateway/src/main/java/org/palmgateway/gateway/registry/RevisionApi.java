package org.palmgateway.gateway.registry;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.palmgateway.gateway.registry.Liveness.PublishedView;
import org.palmgateway.routes.registry.BundleRevision;
import org.palmgateway.routes.registry.Owners;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The revisions of an owner's bundle: see them, agree to them, go back to them. */
@RestController
@RequestMapping(path = "/api/owners/{owner}/revisions", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Revisions", description = "What was, what is live, and what waits for somebody to agree")
public final class RevisionApi {

    private final RegistryCalls registry;
    private final Liveness liveness;

    /**
     * Makes the API.
     *
     * @param registry asks the registry
     */
    public RevisionApi(RegistryCalls registry) {
        this.registry = registry;
        this.liveness = new Liveness(registry);
    }

    /** A page of revisions, the newest first. */
    record RevisionPage(int total, int offset, List<RevisionView> revisions) {}

    @GetMapping
    @Operation(summary = "An owner's revisions, the newest first")
    Mono<RevisionPage> list(
            @PathVariable String owner,
            @RequestParam(defaultValue = "0") int offset,
            @RequestParam(defaultValue = "100") int limit,
            ServerWebExchange exchange,
            Authentication caller) {
        Pages.check(offset, limit);
        return registry.ask(exchange, caller, (registry, actor) -> {
            Owners.Page<BundleRevision> page = registry.drafts().revisions(owner, actor, offset, limit);
            return new RevisionPage(
                    page.total(),
                    offset,
                    page.items().stream().map(RevisionView::of).toList());
        });
    }

    @GetMapping("/{number}")
    @Operation(summary = "One revision")
    Mono<ResponseEntity<RevisionView>> show(
            @PathVariable String owner, @PathVariable long number, ServerWebExchange exchange, Authentication caller) {
        return registry.ask(
                exchange,
                caller,
                (registry, actor) -> DraftApi.tagged(registry.drafts().revision(owner, number, actor)));
    }

    @GetMapping(
            path = "/{number}/text",
            produces = {BundleText.YAML, MediaType.APPLICATION_JSON_VALUE})
    @Operation(summary = "The text of a revision, as it was put")
    Mono<ResponseEntity<String>> text(
            @PathVariable String owner, @PathVariable long number, ServerWebExchange exchange, Authentication caller) {
        return registry.ask(
                exchange,
                caller,
                (registry, actor) -> DraftApi.text(registry.drafts().revision(owner, number, actor)));
    }

    @PostMapping(path = "/{number}/approve", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Agree to a revision in review: it goes live",
            description =
                    "The body holds reason. Nobody agrees to what he submitted himself. ?wait=live answers when all nodes serve it.")
    Mono<ResponseEntity<PublishedView>> approve(
            @PathVariable String owner,
            @PathVariable long number,
            @RequestParam Optional<String> wait,
            @RequestBody String body,
            ServerWebExchange exchange,
            Authentication caller) {
        boolean waits = Liveness.waits(wait);
        String reason = DraftApi.reason(body);
        return registry.ask(
                        exchange,
                        caller,
                        (registry, actor) -> registry.publishing().approve(owner, number, actor, reason))
                .flatMap(published -> liveness.answer(published, waits, exchange, caller));
    }

    @PostMapping(path = "/{number}/refuse", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Do not agree to a revision in review", description = "The body holds reason.")
    Mono<ResponseEntity<RevisionView>> refuse(
            @PathVariable String owner,
            @PathVariable long number,
            @RequestBody String body,
            ServerWebExchange exchange,
            Authentication caller) {
        String reason = DraftApi.reason(body);
        return registry.ask(
                exchange,
                caller,
                (registry, actor) -> DraftApi.tagged(registry.publishing().refuse(owner, number, actor, reason)));
    }

    @PostMapping(path = "/{number}/roll-back", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Make a revision that was live once live again, as a new one with its text",
            description = "The body holds reason. What is pending stays. ?wait=live answers when all nodes serve it.")
    Mono<ResponseEntity<PublishedView>> rollBack(
            @PathVariable String owner,
            @PathVariable long number,
            @RequestParam Optional<String> wait,
            @RequestBody String body,
            ServerWebExchange exchange,
            Authentication caller) {
        boolean waits = Liveness.waits(wait);
        String reason = DraftApi.reason(body);
        return registry.ask(
                        exchange,
                        caller,
                        (registry, actor) -> registry.publishing().rollBack(owner, number, actor, reason))
                .flatMap(published -> liveness.answer(published, waits, exchange, caller));
    }
}
