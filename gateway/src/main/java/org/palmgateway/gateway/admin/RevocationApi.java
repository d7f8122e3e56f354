package org.palmgateway.gateway.admin;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.keycloak.KeycloakSessions;
import org.palmgateway.auth.revocation.Revocation;
import org.palmgateway.auth.revocation.SweptRevocations;
import org.palmgateway.auth.revocation.TooManyRevocations;
import org.palmgateway.gateway.problem.AdminProblem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.RequestProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Revokes sessions, subjects and applications. */
@RestController
@RequestMapping(path = "/api/revocations", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Revocations", description = "What no longer counts although it has not expired")
public final class RevocationApi {

    private static final Logger LOG = LoggerFactory.getLogger(RevocationApi.class);
    private static final int LONGEST = 1024;

    private final SweptRevocations revocations;
    private final ManagedIssuers issuers;
    private final Clock clock;

    /**
     * Makes the API.
     *
     * @param revocations where revocations are put in force
     * @param issuers whose sessions can be ended there, too
     * @param clock the time of a revocation
     */
    public RevocationApi(SweptRevocations revocations, ManagedIssuers issuers, Clock clock) {
        this.revocations = revocations;
        this.issuers = issuers;
        this.clock = clock;
    }

    /** What to revoke: exactly one of session, subject and application. The issuer may be left out when there is one. */
    record RevocationRequest(
            @Nullable String issuer,
            @Nullable String session,
            @Nullable String subject,
            @Nullable String application) {}

    /** What was revoked; and whether no new tokens come of it, since the issuer has ended it as well. */
    record RevocationView(String kind, String issuer, Instant at, String atIssuer) {}

    /** How many revocations are in force. */
    record RevocationCount(long inForce) {}

    @GetMapping
    @Operation(summary = "How many revocations are in force on this node")
    RevocationCount count() {
        return new RevocationCount(revocations.size());
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Revoke a session, a subject or an application: none of its tokens is let in any more",
            description =
                    "Holds from the next request on. A subject or application is revoked as of now: tokens from a later sign-in"
                            + " count, once the issuer's clock skew has passed. In a Keycloak that the gateway manages, sessions are ended and the application is disabled as well;"
                            + " atIssuer says ended, not-managed or failed.")
    Mono<RevocationView> revoke(@RequestBody RevocationRequest request, Principal operator) {
        String issuer = issuers.meant(Optional.ofNullable(request.issuer()));
        Revocation revocation = revocation(issuer, request);
        return revocations
                .revoke(revocation)
                .onErrorMap(
                        TooManyRevocations.class, full -> new ProblemException(new AdminProblem.TooManyRevocations()))
                .then(Mono.defer(() -> endAtIssuer(revocation)))
                // Tokens may have been issued until the issuer knew.
                .flatMap(atIssuer ->
                        revocations.revoke(revocation(issuer, request)).thenReturn(atIssuer))
                .map(atIssuer -> {
                    LOG.info(
                            "{} revoked {} of {}; at the issuer: {}",
                            operator.getName(),
                            revocation.key().kind(),
                            issuer,
                            atIssuer);
                    return new RevocationView(
                            revocation.key().kind().name().toLowerCase(java.util.Locale.ROOT),
                            issuer,
                            clock.instant(),
                            atIssuer);
                });
    }

    private Revocation revocation(String issuer, RevocationRequest request) {
        String session = given(request.session());
        String subject = given(request.subject());
        String application = given(request.application());
        int kinds = (session.isEmpty() ? 0 : 1) + (subject.isEmpty() ? 0 : 1) + (application.isEmpty() ? 0 : 1);
        if (kinds != 1) {
            throw new ProblemException(new RequestProblem.MalformedRequest("not-one-kind"));
        }
        if (!session.isEmpty()) {
            return new Revocation.OfSession(issuer, session);
        }
        Instant now = clock.instant().plus(issuers.issuer(issuer).clockSkew());
        return subject.isEmpty()
                ? new Revocation.OfApplication(issuer, application, now)
                : new Revocation.OfSubject(issuer, subject, now);
    }

    private static String given(@Nullable String id) {
        if (id != null && id.length() > LONGEST) {
            throw new ProblemException(new RequestProblem.MalformedRequest("not-one-kind"));
        }
        return id == null ? "" : id.strip();
    }

    /** What is revoked here stays revoked whether or not the issuer follows. */
    private Mono<String> endAtIssuer(Revocation revocation) {
        ManagedIssuer issuer = issuers.issuer(revocation.issuer());
        Optional<KeycloakSessions> sessions = issuer.sessions();
        Optional<Mono<Void>> ending = switch (revocation.key().kind()) {
            case SESSION -> sessions.map(s -> s.end(revocation.key().id()));
            case SUBJECT -> sessions.map(s -> s.endOf(revocation.key().id()));
            case APPLICATION ->
                issuer.applications()
                        .map(a -> a.enable(revocation.key().id(), false).then());
        };
        return ending.map(ended -> ended.thenReturn("ended").onErrorResume(error -> {
                    LOG.warn("A {} could not be ended at {}", revocation.key().kind(), revocation.issuer(), error);
                    return Mono.just("failed");
                }))
                .orElseGet(() -> Mono.just("not-managed"));
    }
}
