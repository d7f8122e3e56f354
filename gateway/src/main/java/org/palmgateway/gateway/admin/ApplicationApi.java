package org.palmgateway.gateway.admin;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.http.IssuerNotReached;
import org.palmgateway.auth.keycloak.Application;
import org.palmgateway.auth.keycloak.Application.Kind;
import org.palmgateway.auth.keycloak.KeycloakApplications.Registered;
import org.palmgateway.auth.keycloak.KeycloakRefused;
import org.palmgateway.auth.keycloak.KeycloakRefused.Reason;
import org.palmgateway.auth.revocation.Revocation;
import org.palmgateway.auth.revocation.SweptRevocations;
import org.palmgateway.auth.revocation.TooManyRevocations;
import org.palmgateway.gateway.problem.AdminProblem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.RequestProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Registers the applications of third parties at the issuer, rotates their secrets, disables and enables them. */
@RestController
@RequestMapping(path = "/api/applications", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Applications", description = "The applications of third parties, as clients of the issuer")
public final class ApplicationApi {

    private static final Logger LOG = LoggerFactory.getLogger(ApplicationApi.class);
    private static final int LARGEST_PAGE = 1000;

    private final ManagedIssuers issuers;
    private final SweptRevocations revocations;
    private final Clock clock;

    /**
     * Makes the API.
     *
     * @param issuers whose applications are managed
     * @param revocations cut off the tokens of a disabled application
     * @param clock the time of a revocation
     */
    public ApplicationApi(ManagedIssuers issuers, SweptRevocations revocations, Clock clock) {
        this.issuers = issuers;
        this.revocations = revocations;
        this.clock = clock;
    }

    /** An application to register. */
    record ApplicationRequest(
            @Nullable String client,
            @Nullable String name,
            @Nullable String kind,
            @Nullable String audience,
            @Nullable List<@Nullable String> redirects,
            @Nullable Boolean dpop) {}

    /** An application; its secret is shown when it was made, and never again. */
    record ApplicationView(
            String client,
            String name,
            String kind,
            String audience,
            List<String> redirects,
            boolean dpop,
            boolean enabled,
            Optional<String> secret) {

        static ApplicationView of(Application application, Optional<String> secret) {
            return new ApplicationView(
                    application.client(),
                    application.name(),
                    application.kind().name().toLowerCase(Locale.ROOT),
                    application.audience(),
                    application.redirects(),
                    application.dpop(),
                    application.enabled(),
                    secret);
        }

        static ApplicationView of(Registered registered) {
            return of(registered.application(), registered.secret());
        }
    }

    @GetMapping
    @Operation(summary = "The applications that were registered here")
    Mono<List<ApplicationView>> list(
            @Parameter(description = "The issuer, when there are several") @RequestParam Optional<String> issuer,
            @Parameter(description = "How many to skip") @RequestParam(defaultValue = "0") int offset,
            @Parameter(description = "The most to return, 1 to 1000") @RequestParam(defaultValue = "100") int limit) {
        if (offset < 0 || limit < 1 || limit > LARGEST_PAGE) {
            throw new ProblemException(new RequestProblem.MalformedRequest("page"));
        }
        return issuers.applications(issuer)
                .applications(offset, limit)
                .map(applications -> applications.stream()
                        .map(application -> ApplicationView.of(application, Optional.empty()))
                        .toList())
                .onErrorMap(error -> problem(error, ""));
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Register an application",
            description =
                    "kind: public (phone or browser, PKCE), web (server with people) or service (client credentials)."
                            + " The answer shows the secret once.")
    Mono<ApplicationView> register(
            @RequestBody ApplicationRequest request, @RequestParam Optional<String> issuer, Principal operator) {
        Application application = application(request);
        return issuers.applications(issuer)
                .register(application)
                .doOnNext(done -> LOG.info("{} registered {}", operator.getName(), application.client()))
                .map(ApplicationView::of)
                .onErrorMap(error -> problem(error, application.client()));
    }

    @GetMapping("/{client}")
    @Operation(summary = "One application")
    Mono<ApplicationView> show(@PathVariable String client, @RequestParam Optional<String> issuer) {
        return issuers.applications(issuer)
                .application(client)
                .map(application -> ApplicationView.of(application, Optional.empty()))
                .onErrorMap(error -> problem(error, client));
    }

    @PostMapping("/{client}/secret")
    @Operation(summary = "Give an application a new secret; the old one holds no longer")
    Mono<ApplicationView> rotate(
            @PathVariable String client, @RequestParam Optional<String> issuer, Principal operator) {
        return issuers.applications(issuer)
                .rotateSecret(client)
                .doOnNext(done -> LOG.info("{} gave {} a new secret", operator.getName(), client))
                .map(ApplicationView::of)
                .onErrorMap(error -> problem(error, client));
    }

    @PostMapping("/{client}/disable")
    @Operation(summary = "Disable an application: it gets no tokens, and those that it has are revoked")
    Mono<ApplicationView> disable(
            @PathVariable String client, @RequestParam Optional<String> issuer, Principal operator) {
        String meant = issuers.meant(issuer);
        return issuers.applications(issuer)
                .enable(client, false)
                .flatMap(application -> revocations
                        .revoke(new Revocation.OfApplication(
                                meant,
                                client,
                                clock.instant().plus(issuers.issuer(meant).clockSkew())))
                        .thenReturn(application))
                .doOnNext(done -> LOG.info("{} disabled {}", operator.getName(), client))
                .map(application -> ApplicationView.of(application, Optional.empty()))
                .onErrorMap(error -> problem(error, client));
    }

    @PostMapping("/{client}/enable")
    @Operation(summary = "Enable an application again")
    Mono<ApplicationView> enable(
            @PathVariable String client, @RequestParam Optional<String> issuer, Principal operator) {
        return issuers.applications(issuer)
                .enable(client, true)
                .doOnNext(done -> LOG.info("{} enabled {}", operator.getName(), client))
                .map(application -> ApplicationView.of(application, Optional.empty()))
                .onErrorMap(error -> problem(error, client));
    }

    private static Application application(ApplicationRequest request) {
        try {
            return new Application(
                    text(request.client()),
                    text(request.name()),
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

    private static Throwable problem(Throwable error, String client) {
        if (error instanceof KeycloakRefused refused && refused.reason() == Reason.UNKNOWN) {
            return new ProblemException(new AdminProblem.UnknownApplication(client));
        }
        if (error instanceof KeycloakRefused refused && refused.reason() == Reason.EXISTS) {
            return new ProblemException(new AdminProblem.ApplicationExists(client));
        }
        if (error instanceof TooManyRevocations) {
            return new ProblemException(new AdminProblem.TooManyRevocations());
        }
        if (error instanceof KeycloakRefused || error instanceof IssuerNotReached) {
            LOG.warn("The issuer did not manage an application", error);
            return new ProblemException(new AdminProblem.IssuerFailed());
        }
        return error;
    }
}
