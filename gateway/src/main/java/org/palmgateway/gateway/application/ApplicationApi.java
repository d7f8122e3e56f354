package org.palmgateway.gateway.application;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.keycloak.Application;
import org.palmgateway.auth.keycloak.Application.Kind;
import org.palmgateway.auth.revocation.SweptRevocations;
import org.palmgateway.gateway.admin.ManagedIssuers;
import org.palmgateway.gateway.admin.Versions;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.RequestProblem;
import org.palmgateway.gateway.registry.OneLine;
import org.palmgateway.gateway.registry.Pages;
import org.palmgateway.gateway.registry.RegistryCalls;
import org.palmgateway.gateway.settings.PalmSettings;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.registry.ClientApplication;
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

/** Registers applications at the issuer, rotates their secrets, disables, enables and deletes them. */
@RestController
@RequestMapping(path = "/api/applications", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Applications", description = "The applications of third parties, as clients of the issuer")
public final class ApplicationApi {

    private static final int LONGEST_NAME = 500;

    private final ApplicationLife life;
    private final AtIssuer issuers;
    private final RegistryCalls registry;
    private final PalmSettings settings;

    /**
     * Makes the API.
     *
     * @param managed whose applications are managed
     * @param revocations cut off the tokens of a disabled application
     * @param clock the time of a revocation
     * @param registry asks the registry
     * @param settings names the roles of those who may do more than others
     */
    public ApplicationApi(
            ManagedIssuers managed,
            SweptRevocations revocations,
            Clock clock,
            RegistryCalls registry,
            PalmSettings settings) {
        this.issuers = new AtIssuer(managed, revocations, clock);
        this.life = new ApplicationLife(issuers, settings.admin());
        this.registry = registry;
        this.settings = settings;
    }

    /** An application to register. */
    record ApplicationRequest(
            @Nullable String client,
            @Nullable String name,
            @Nullable String kind,
            @Nullable String audience,
            @Nullable List<@Nullable String> redirects,
            @Nullable Boolean dpop,
            @Nullable String reason) {}

    /** A page of applications. How many there are in all is not known where the issuer alone keeps them. */
    record ApplicationPage(OptionalInt total, int offset, List<Entry> applications) {}

    /** An application in a list. */
    record Entry(
            String client,
            String issuer,
            String name,
            String kind,
            String audience,
            String stage,
            Optional<Instant> createdAt,
            long version) {

        static Entry of(ClientApplication known) {
            return new Entry(
                    known.client(),
                    known.issuer(),
                    known.name(),
                    known.kind(),
                    known.audience(),
                    Scalars.word(known.stage()),
                    Optional.of(known.createdAt()),
                    known.version());
        }

        static Entry of(String issuer, Application application) {
            return new Entry(
                    application.client(),
                    issuer,
                    application.name(),
                    application.kind().name().toLowerCase(Locale.ROOT),
                    application.audience(),
                    application.enabled() ? "active" : "disabled",
                    Optional.empty(),
                    0);
        }
    }

    @GetMapping
    @Operation(
            summary = "The applications that you may see",
            description = "A developer's own; an operator's or auditor's are all that were registered here.")
    Mono<ApplicationPage> list(
            @Parameter(description = "The issuer, when there are several and no registry") @RequestParam
                    Optional<String> issuer,
            @Parameter(description = "How many to skip") @RequestParam(defaultValue = "0") int offset,
            @Parameter(description = "The most to return, 1 to 1000") @RequestParam(defaultValue = "100") int limit,
            ServerWebExchange exchange,
            Authentication caller) {
        Pages.check(offset, limit);
        Asker asker = asker(exchange, caller, "");
        if (!asker.hasRegistry()) {
            String meant = issuers.meant(issuer);
            Mono<ApplicationPage> page = issuers.list(meant, offset, limit)
                    .map(all -> new ApplicationPage(
                            OptionalInt.empty(),
                            offset,
                            all.stream().map(each -> Entry.of(meant, each)).toList()));
            return asker.has(settings.admin().auditorRole()) ? page : asker.operator(settings.admin(), page);
        }
        return asker.ask((registry, actor) -> registry.applications().list(actor, offset, limit))
                .map(page -> new ApplicationPage(
                        OptionalInt.of(page.total()),
                        offset,
                        page.items().stream().map(Entry::of).toList()));
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Register an application",
            description =
                    "kind: public (phone or browser, PKCE), web (server with people) or service (client credentials)."
                            + " The answer shows the secret once. Whoever registers one works on it.")
    Mono<ResponseEntity<ApplicationView>> register(
            @RequestBody ApplicationRequest request,
            @RequestParam Optional<String> issuer,
            ServerWebExchange exchange,
            Authentication caller) {
        return register(text(request.client()), request, issuer, false, asker(exchange, caller, reason(request)));
    }

    @PutMapping(path = "/{client}", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Register an application, once however often it is asked for",
            description =
                    "As POST, with the client id in the address. Asking again for one's own answers 200 without a secret; after an"
                            + " answer that got lost, with a new one when the first try was never finished.")
    Mono<ResponseEntity<ApplicationView>> put(
            @PathVariable String client,
            @RequestBody ApplicationRequest request,
            @RequestParam Optional<String> issuer,
            ServerWebExchange exchange,
            Authentication caller) {
        if (request.client() != null && !request.client().equals(client)) {
            throw new ProblemException(new RequestProblem.MalformedRequest("client: as in the address"));
        }
        return register(client, request, issuer, true, asker(exchange, caller, reason(request)));
    }

    private Mono<ResponseEntity<ApplicationView>> register(
            String client, ApplicationRequest request, Optional<String> issuer, boolean again, Asker asker) {
        Application wanted = application(client, request);
        return life.register(issuers.meant(issuer), wanted, again, asker)
                .map(outcome -> outcome.fresh()
                        ? ResponseEntity.created(URI.create("/api/applications/" + client))
                                .body(outcome.view())
                        : ResponseEntity.ok(outcome.view()));
    }

    @GetMapping("/{client}")
    @Operation(summary = "One application, as its issuer knows it")
    Mono<ApplicationView> show(
            @PathVariable String client,
            @RequestParam Optional<String> issuer,
            ServerWebExchange exchange,
            Authentication caller) {
        return life.show(issuers.meant(issuer), client, asker(exchange, caller, ""));
    }

    @GetMapping("/{client}/entry")
    @Operation(summary = "One application, as the registry knows it: at what stage it is, and its version")
    Mono<ResponseEntity<Entry>> entry(
            @PathVariable String client,
            @RequestParam Optional<String> issuer,
            ServerWebExchange exchange,
            Authentication caller) {
        String meant = issuers.meant(issuer);
        return asker(exchange, caller, "")
                .ask((registry, actor) -> registry.applications().application(meant, client, actor))
                .map(known ->
                        ResponseEntity.ok().eTag(Versions.tag(known.version())).body(Entry.of(known)));
    }

    @PostMapping("/{client}/secret")
    @Operation(summary = "Give an application a new secret; the old one holds no longer")
    Mono<ApplicationView> rotate(
            @PathVariable String client,
            @RequestParam Optional<String> issuer,
            @RequestParam(defaultValue = "") String reason,
            ServerWebExchange exchange,
            Authentication caller) {
        return life.rotate(issuers.meant(issuer), client, asker(exchange, caller, reason));
    }

    @PostMapping("/{client}/disable")
    @Operation(summary = "Disable an application: it gets no tokens, and those that it has are revoked")
    Mono<ApplicationView> disable(
            @PathVariable String client,
            @RequestParam Optional<String> issuer,
            @RequestParam(defaultValue = "") String reason,
            ServerWebExchange exchange,
            Authentication caller) {
        return life.disable(issuers.meant(issuer), client, asker(exchange, caller, reason));
    }

    @PostMapping("/{client}/enable")
    @Operation(summary = "Enable an application again")
    Mono<ApplicationView> enable(
            @PathVariable String client,
            @RequestParam Optional<String> issuer,
            @RequestParam(defaultValue = "") String reason,
            ServerWebExchange exchange,
            Authentication caller) {
        return life.enable(issuers.meant(issuer), client, asker(exchange, caller, reason));
    }

    @DeleteMapping("/{client}")
    @Operation(summary = "Delete an application: its subscriptions end, and nobody else ever gets its client id")
    Mono<ResponseEntity<Void>> delete(
            @PathVariable String client,
            @RequestParam Optional<String> issuer,
            @RequestParam(defaultValue = "") String reason,
            ServerWebExchange exchange,
            Authentication caller) {
        return life.delete(issuers.meant(issuer), client, asker(exchange, caller, reason))
                .thenReturn(ResponseEntity.noContent().build());
    }

    private Asker asker(ServerWebExchange exchange, Authentication caller, String reason) {
        return Asker.of(registry, exchange, caller, reason);
    }

    private static String reason(ApplicationRequest request) {
        return Objects.requireNonNullElse(request.reason(), "");
    }

    private static Application application(String client, ApplicationRequest request) {
        try {
            return new Application(
                    client,
                    OneLine.of(text(request.name()), LONGEST_NAME),
                    Kind.valueOf(text(request.kind()).toUpperCase(Locale.ROOT)),
                    text(request.audience()),
                    redirects(request.redirects()),
                    Boolean.TRUE.equals(request.dpop()),
                    true);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(new RequestProblem.MalformedRequest(String.valueOf(e.getMessage())));
        }
    }

    private static List<String> redirects(@Nullable List<@Nullable String> given) {
        return given == null
                ? List.of()
                : given.stream().map(ApplicationApi::text).toList();
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }
}
