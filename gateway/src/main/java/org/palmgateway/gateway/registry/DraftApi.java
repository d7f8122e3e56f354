package org.palmgateway.gateway.registry;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.admin.PolicyDocuments;
import org.palmgateway.gateway.admin.Versions;
import org.palmgateway.gateway.explain.BlastRadius;
import org.palmgateway.gateway.explain.Impact;
import org.palmgateway.gateway.explain.OverlapView;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.gateway.problem.ProblemTexts;
import org.palmgateway.gateway.record.RequestRing;
import org.palmgateway.gateway.registry.Liveness.PublishedView;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.registry.BundleRevision;
import org.palmgateway.routes.registry.BundleRevision.Format;
import org.palmgateway.routes.registry.Candidate;
import org.palmgateway.routes.registry.Expected;
import org.palmgateway.routes.snapshot.OverlapReport;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What an owner is writing: put it, see what it would do, submit it. */
@RestController
@RequestMapping(path = "/api/owners/{owner}/draft", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Drafts", description = "What an owner is writing, and what it would do")
public final class DraftApi {

    private final RegistryCalls registry;
    private final Liveness liveness;
    private final RequestRing ring;
    private final BlastRadius blastRadius = new BlastRadius(new ProblemTexts());

    /**
     * Makes the API.
     *
     * @param registry asks the registry
     * @param ring the last requests
     */
    public DraftApi(RegistryCalls registry, RequestRing ring) {
        this.ring = ring;
        this.registry = registry;
        this.liveness = new Liveness(registry);
    }

    /**
     * What a draft would do: why it may not go live, how many routes there would be, which requests it would share with other owners, and what
     * would become of the last requests of this node.
     */
    record ReportView(
            boolean fit,
            List<Problem.Field> problems,
            int routesNow,
            int routesThen,
            Map<String, Integer> overlaps,
            List<OverlapView> examples,
            Impact impact) {
        static ReportView of(Candidate candidate, Impact impact) {
            return new ReportView(
                    candidate.problems().isEmpty(),
                    candidate.problems().stream().map(RegistryCalls::field).toList(),
                    candidate.live().size(),
                    candidate.snapshot().size(),
                    totals(candidate.overlaps()),
                    candidate.overlaps().shown().stream().map(OverlapView::of).toList(),
                    impact);
        }

        private static Map<String, Integer> totals(OverlapReport report) {
            Map<String, Integer> totals = new TreeMap<>();
            report.totals().forEach((kind, total) -> totals.put(Scalars.word(kind), total));
            return totals;
        }
    }

    @GetMapping(produces = {BundleText.YAML, MediaType.APPLICATION_JSON_VALUE})
    @Operation(summary = "The text of what is being written or reviewed, as it was put")
    Mono<ResponseEntity<String>> text(@PathVariable String owner, ServerWebExchange exchange, Authentication caller) {
        return registry.ask(
                exchange, caller, (registry, actor) -> text(registry.drafts().pending(owner, actor)));
    }

    static ResponseEntity<String> text(BundleRevision revision) {
        String type = revision.format() == Format.JSON ? MediaType.APPLICATION_JSON_VALUE : BundleText.YAML;
        return ResponseEntity.ok()
                .eTag(Versions.tag(revision.version()))
                .header(HttpHeaders.CONTENT_TYPE, type)
                .body(revision.text());
    }

    @PutMapping(consumes = {BundleText.YAML, MediaType.APPLICATION_JSON_VALUE})
    @Operation(
            summary = "Put the draft of an owner's whole bundle",
            description =
                    "The body is a bundle in YAML or JSON, at most 32 MB; what is wrong with it is named by file, line and"
                            + " field. If-None-Match: * begins a draft, If-Match goes on with one.")
    Mono<ResponseEntity<RevisionView>> put(
            @PathVariable String owner,
            @Parameter(description = "Why, in one line") @RequestParam(defaultValue = "") String reason,
            ServerWebExchange exchange,
            Authentication caller) {
        Expected expected =
                new Expected.Version(Versions.expected(exchange.getRequest().getHeaders()));
        String why = reason.isEmpty() ? "" : PolicyDocuments.reasonInQuery(reason);
        return BundleText.of(exchange.getRequest())
                .flatMap(bundle -> registry.ask(
                        exchange,
                        caller,
                        (registry, actor) -> tagged(
                                registry.drafts().put(owner, bundle.format(), bundle.text(), expected, actor, why))));
    }

    @DeleteMapping
    @Operation(summary = "Give up what is being written or reviewed")
    Mono<ResponseEntity<Void>> discard(
            @PathVariable String owner,
            @RequestParam String reason,
            ServerWebExchange exchange,
            Authentication caller) {
        Expected expected =
                new Expected.Version(Versions.expected(exchange.getRequest().getHeaders()));
        String why = PolicyDocuments.reasonInQuery(reason);
        return registry.ask(exchange, caller, (registry, actor) -> {
            registry.drafts().discard(owner, expected, actor, why);
            return ResponseEntity.noContent().build();
        });
    }

    @GetMapping("/report")
    @Operation(summary = "What would become of the live routes if the draft went live now")
    Mono<ReportView> report(@PathVariable String owner, ServerWebExchange exchange, Authentication caller) {
        return registry.ask(exchange, caller, (registry, actor) -> {
            Candidate candidate = registry.publishing().candidate(owner, actor);
            return ReportView.of(candidate, blastRadius.of(ring.all(), candidate.live(), candidate.snapshot()));
        });
    }

    @PostMapping(path = "/submit", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Submit the draft",
            description =
                    "The body holds reason. It goes live at once (200) when nobody has to agree, else it waits for"
                            + " review (202). ?wait=live answers when all nodes serve it, or after ten seconds with 202 and those that do not.")
    Mono<ResponseEntity<PublishedView>> submit(
            @PathVariable String owner,
            @RequestParam Optional<String> wait,
            @RequestBody String body,
            ServerWebExchange exchange,
            Authentication caller) {
        boolean waits = Liveness.waits(wait);
        Expected expected =
                new Expected.Version(Versions.expected(exchange.getRequest().getHeaders()));
        String reason = reason(body);
        return registry.ask(
                        exchange,
                        caller,
                        (registry, actor) -> registry.publishing().submit(owner, expected, actor, reason))
                .flatMap(published -> liveness.answer(published, waits, exchange, caller));
    }

    @PostMapping(path = "/withdraw", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Take what is in review back, to be written on", description = "The body holds reason.")
    Mono<ResponseEntity<RevisionView>> withdraw(
            @PathVariable String owner, @RequestBody String body, ServerWebExchange exchange, Authentication caller) {
        String reason = reason(body);
        return registry.ask(
                exchange, caller, (registry, actor) -> tagged(registry.drafts().withdraw(owner, actor, reason)));
    }

    /** Reads a body that holds nothing but a reason. */
    static String reason(String body) {
        return PolicyDocuments.read(body, fields -> {
            @Nullable String reason = fields.required("reason", PolicyDocuments::reason);
            fields.end();
            return reason;
        });
    }

    static ResponseEntity<RevisionView> tagged(BundleRevision revision) {
        return ResponseEntity.ok().eTag(Versions.tag(revision.version())).body(RevisionView.of(revision));
    }
}
