package org.palmgateway.gateway.registry;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.admin.PolicyDocuments;
import org.palmgateway.gateway.admin.Versions;
import org.palmgateway.gateway.problem.AdminProblem;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.routes.contract.ContractDiff;
import org.palmgateway.routes.contract.ContractDiff.FieldChange;
import org.palmgateway.routes.contract.ImportedRoutes;
import org.palmgateway.routes.registry.BundleRevision;
import org.palmgateway.routes.registry.Expected;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Makes routes of a draft out of an OpenAPI document, and says what that changes. */
@RestController
@RequestMapping(path = "/api/owners/{owner}/draft/import", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Drafts", description = "What an owner is writing, and what it would do")
public final class ImportApi {

    private final RegistryCalls registry;

    /**
     * Makes the API.
     *
     * @param registry asks the registry
     */
    public ImportApi(RegistryCalls registry) {
        this.registry = registry;
    }

    /** What an import changes. */
    record ImportView(
            @Nullable RevisionView draft,
            List<String> added,
            List<ChangedView> changed,
            List<String> removed,
            List<Problem.Field> problems,
            List<String> notes) {
        static ImportView of(@Nullable BundleRevision draft, ContractDiff diff, ImportedRoutes imported) {
            return new ImportView(
                    draft == null ? null : RevisionView.of(draft),
                    ids(diff.added()),
                    diff.changed().stream()
                            .map(change -> new ChangedView(change.id(), change.changes()))
                            .toList(),
                    ids(diff.removed()),
                    imported.problems().stream().map(RegistryCalls::field).toList(),
                    imported.notes());
        }

        private static List<String> ids(List<Map<String, Object>> routes) {
            return routes.stream().map(route -> String.valueOf(route.get("id"))).toList();
        }
    }

    /** A route that an import changes. */
    record ChangedView(String route, List<FieldChange> changes) {}

    @PostMapping(consumes = {BundleText.YAML, MediaType.APPLICATION_JSON_VALUE})
    @Operation(
            summary = "Make the operations of an OpenAPI document routes of the draft",
            description =
                    "The body is an OpenAPI document of 3.0 or 3.1, YAML or JSON. The answer says which routes are new, which"
                            + " change and how, and which are gone; what was edited by hand stays where the document says"
                            + " nothing about it. The draft begins with what is live; an owner without a bundle gets a"
                            + " department made of region, upstream (or the document's first server) and its title.")
    Mono<ResponseEntity<ImportView>> document(
            @PathVariable String owner,
            @Parameter(description = "By what the bundle knows the document") @RequestParam(defaultValue = "main")
                    String contract,
            @Parameter(description = "Id of the department that answers; the only one, or the owner's, if left out")
                    @RequestParam
                    @Nullable
                    String department,
            @Parameter(description = "Region of a new department") @RequestParam @Nullable String region,
            @Parameter(description = "Address of a new department") @RequestParam @Nullable String upstream,
            @Parameter(description = "What goes before the document's paths where callers see them")
                    @RequestParam(name = "path-prefix", defaultValue = "")
                    String pathPrefix,
            @Parameter(description = "Whom operations serve of which the document says nothing")
                    @RequestParam(defaultValue = "citizen")
                    String audience,
            @Parameter(description = "Whether requests are checked against the document")
                    @RequestParam(defaultValue = "true")
                    boolean validate,
            @Parameter(description = "drop or keep: routes whose operations are gone; kept ones lose their contract")
                    @RequestParam(defaultValue = "drop")
                    String gone,
            @Parameter(description = "true: say what would change, and change nothing")
                    @RequestParam(name = "dry-run", defaultValue = "false")
                    boolean dryRun,
            @Parameter(description = "Why, in one line") @RequestParam(defaultValue = "") String reason,
            ServerWebExchange exchange,
            Authentication caller) {
        OpenApiImport wanted = new OpenApiImport(
                owner, contract, department, region, upstream, pathPrefix, audience, validate, keeps(gone));
        Expected expected = dryRun
                ? new Expected.Anything()
                : new Expected.Version(Versions.expected(exchange.getRequest().getHeaders()));
        String why = reason.isEmpty() ? "" : PolicyDocuments.reasonInQuery(reason);
        return BundleText.of(exchange.getRequest())
                .flatMap(body -> registry.ask(exchange, caller, (known, actor) -> {
                    LatestText latest = LatestText.of(known, owner, actor);
                    OpenApiImport.Outcome outcome = wanted.into(latest.edit(), body.text());
                    if (dryRun) {
                        return ResponseEntity.ok(ImportView.of(null, outcome.diff(), outcome.imported()));
                    }
                    BundleRevision draft = latest.put(known, owner, outcome.bundle(), expected, actor, why);
                    return ResponseEntity.ok()
                            .eTag(Versions.tag(draft.version()))
                            .body(ImportView.of(draft, outcome.diff(), outcome.imported()));
                }));
    }

    private static boolean keeps(String gone) {
        if (!gone.equals("keep") && !gone.equals("drop")) {
            throw new ProblemException(
                    new AdminProblem.DocumentRefused(List.of(new Problem.Field("gone", gone, "drop or keep"))));
        }
        return gone.equals("keep");
    }
}
