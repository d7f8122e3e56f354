package org.palmgateway.gateway.application;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.palmgateway.auth.http.IssuerNotReached;
import org.palmgateway.auth.keycloak.Application;
import org.palmgateway.auth.keycloak.KeycloakApplications;
import org.palmgateway.auth.keycloak.KeycloakApplications.Registered;
import org.palmgateway.auth.keycloak.KeycloakRefused;
import org.palmgateway.auth.keycloak.KeycloakRefused.Reason;
import org.palmgateway.auth.revocation.Revocation;
import org.palmgateway.auth.revocation.SweptRevocations;
import org.palmgateway.auth.revocation.TooManyRevocations;
import org.palmgateway.gateway.admin.ManagedIssuers;
import org.palmgateway.gateway.problem.AdminProblem;
import org.palmgateway.gateway.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** What issuers do about applications, with their refusals as problems. Never blocks. */
final class AtIssuer {

    private static final Logger LOG = LoggerFactory.getLogger(AtIssuer.class);

    private final ManagedIssuers issuers;
    private final SweptRevocations revocations;
    private final Clock clock;

    AtIssuer(ManagedIssuers issuers, SweptRevocations revocations, Clock clock) {
        this.issuers = issuers;
        this.revocations = revocations;
        this.clock = clock;
    }

    /** Returns the identifier of the issuer that is meant; a {@link ProblemException} when it is none whose applications are managed here. */
    String meant(Optional<String> named) {
        issuers.applications(named);
        return issuers.meant(named);
    }

    Mono<Registered> register(String issuer, Application application, String registration) {
        KeycloakApplications applications = at(issuer);
        return applications
                .register(application, registration)
                .onErrorResume(
                        error -> !registration.isEmpty()
                                && error instanceof KeycloakRefused refused
                                && refused.reason() == Reason.EXISTS,
                        exists -> applications.takeUp(application.client(), registration))
                .onErrorMap(error -> problem(error, application.client()));
    }

    Mono<Application> show(String issuer, String client) {
        return at(issuer).application(client).onErrorMap(error -> problem(error, client));
    }

    Mono<List<Application>> list(String issuer, int offset, int limit) {
        return at(issuer).applications(offset, limit).onErrorMap(error -> problem(error, ""));
    }

    Mono<Registered> rotate(String issuer, String client) {
        return at(issuer).rotateSecret(client).onErrorMap(error -> problem(error, client));
    }

    Mono<Application> enable(String issuer, String client) {
        return at(issuer).enable(client, true).onErrorMap(error -> problem(error, client));
    }

    /** Cuts it off: it gets no tokens, and those that it has are revoked. */
    Mono<Application> disable(String issuer, String client) {
        return at(issuer)
                .enable(client, false)
                .flatMap(application -> revoke(issuer, client).thenReturn(application))
                .onErrorMap(error -> problem(error, client));
    }

    Mono<Void> delete(String issuer, String client, String registration) {
        return at(issuer)
                .delete(client, registration)
                .then(Mono.defer(() -> revoke(issuer, client)))
                .onErrorMap(error -> problem(error, client));
    }

    private Mono<Void> revoke(String issuer, String client) {
        return revocations.revoke(new Revocation.OfApplication(
                issuer, client, clock.instant().plus(issuers.issuer(issuer).clockSkew())));
    }

    private KeycloakApplications at(String issuer) {
        return issuers.applications(Optional.of(issuer));
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
