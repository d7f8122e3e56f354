package org.palmgateway.gateway.application;

import java.util.Locale;
import java.util.function.Supplier;
import org.palmgateway.auth.keycloak.Application;
import org.palmgateway.auth.keycloak.KeycloakApplications.Registered;
import org.palmgateway.gateway.problem.AdminProblem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.settings.AdminSettings;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.registry.Applications.Wanted;
import org.palmgateway.routes.registry.ClientApplication;
import org.palmgateway.routes.registry.ClientApplication.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Changes an application in the registry and at its issuer, so that nothing is ever half made for good: the registry writes down first what
 * is going to happen, then the issuer does it, then the registry writes down that it did. Whatever breaks off in between is taken up where
 * it stands when the same is asked for again.
 *
 * <p>What the registry does not know, because an operator made it before there was one, is the operators' alone, at the issuer alone.
 */
final class ApplicationLife {

    private static final Logger LOG = LoggerFactory.getLogger(ApplicationLife.class);

    private final AtIssuer issuers;
    private final AdminSettings settings;

    ApplicationLife(AtIssuer issuers, AdminSettings settings) {
        this.issuers = issuers;
        this.settings = settings;
    }

    /** What came of asking for an application. */
    record Outcome(ApplicationView view, boolean fresh) {}

    /**
     * Registers an application.
     *
     * @param again whether asking again for one's own that is there already is no mistake
     */
    Mono<Outcome> register(String issuer, Application wanted, boolean again, Asker asker) {
        if (!asker.hasRegistry()) {
            return asker.operator(settings, issuers.register(issuer, wanted, ""))
                    .doOnNext(
                            done -> LOG.info("{} registered {}", asker.caller().getName(), wanted.client()))
                    .map(registered -> new Outcome(ApplicationView.of(registered), true));
        }
        String kind = wanted.kind().name().toLowerCase(Locale.ROOT);
        Wanted entry = new Wanted(issuer, wanted.client(), wanted.name(), kind, wanted.audience());
        return asker.ask((registry, actor) -> registry.applications().begin(entry, actor, asker.reason()))
                .flatMap(known -> {
                    if (known.stage() == Stage.PENDING) {
                        return make(known, wanted, asker).map(made -> new Outcome(ApplicationView.of(made), true));
                    }
                    if (!again || known.stage() == Stage.DELETING || !entry.isLike(known)) {
                        return Mono.error(new ProblemException(new AdminProblem.ApplicationExists(known.client())));
                    }
                    return issuers.show(issuer, known.client())
                            .map(there -> new Outcome(ApplicationView.of(there), false))
                            .onErrorResume(
                                    error -> known.stage() == Stage.ACTIVE && isUnknown(error),
                                    lost -> makeAgain(known, wanted, asker));
                });
    }

    /** An issuer that has another client of that id will have it tomorrow too; after any other failure the id stays taken for a new try. */
    private Mono<Registered> make(ClientApplication pending, Application wanted, Asker asker) {
        return issuers.register(pending.issuer(), wanted, pending.registration())
                .onErrorResume(
                        ApplicationLife::exists,
                        error -> asker.ask((registry, actor) -> {
                                    registry.applications().taken(pending, actor, asker.reason());
                                    return true;
                                })
                                .then(Mono.error(error)))
                .flatMap(registered -> asker.ask(
                                (registry, actor) -> registry.applications().made(pending, actor, asker.reason()))
                        .thenReturn(registered));
    }

    /** An issuer that was set up anew has forgotten what is an application's still. */
    private Mono<Outcome> makeAgain(ClientApplication known, Application wanted, Asker asker) {
        return noted(
                        known.issuer(),
                        known.client(),
                        asker,
                        "application.made-again",
                        () -> issuers.register(known.issuer(), wanted, known.registration()))
                .map(made -> new Outcome(ApplicationView.of(made), true));
    }

    private static boolean exists(Throwable error) {
        return error instanceof ProblemException refused && refused.problem() instanceof AdminProblem.ApplicationExists;
    }

    /** Gives an application a new secret. That it is going to is on record before it does. */
    Mono<ApplicationView> rotate(String issuer, String client, Asker asker) {
        return noted(issuer, client, asker, "application.secret-asked", () -> issuers.rotate(issuer, client))
                .map(ApplicationView::of);
    }

    /** Cuts an application off. */
    Mono<ApplicationView> disable(String issuer, String client, Asker asker) {
        return switched(issuer, client, false, asker, () -> issuers.disable(issuer, client));
    }

    /** Lets an application in again. */
    Mono<ApplicationView> enable(String issuer, String client, Asker asker) {
        return switched(issuer, client, true, asker, () -> issuers.enable(issuer, client));
    }

    private Mono<ApplicationView> switched(
            String issuer, String client, boolean enabled, Asker asker, Supplier<Mono<Application>> atIssuer) {
        if (!asker.hasRegistry()) {
            return asker.operator(settings, Mono.defer(atIssuer))
                    .doOnNext(done ->
                            LOG.info("{} set enabled={} for {}", asker.caller().getName(), enabled, client))
                    .map(ApplicationView::of);
        }
        return asker.ask((registry, actor) ->
                        registry.applications().enable(issuer, client, enabled, actor, asker.reason()))
                .map(entry -> true)
                .onErrorResume(error -> ofOperators(error, asker), error -> Mono.just(true))
                .flatMap(go -> atIssuer.get())
                .map(ApplicationView::of);
    }

    /** Shows an application as its issuer knows it. */
    Mono<ApplicationView> show(String issuer, String client, Asker asker) {
        if (!asker.hasRegistry()) {
            Mono<ApplicationView> shown = issuers.show(issuer, client).map(ApplicationView::of);
            return asker.has(settings.auditorRole()) ? shown : asker.operator(settings, shown);
        }
        return asker.ask((registry, actor) -> registry.applications().application(issuer, client, actor))
                .map(known -> known.stage() == Stage.PENDING)
                .onErrorResume(error -> ofOperators(error, asker), error -> Mono.just(false))
                .flatMap(pending -> pending
                        ? Mono.error(new ProblemException(
                                new AdminProblem.WrongStage(Scalars.word(Stage.PENDING), Scalars.word(Stage.ACTIVE))))
                        : issuers.show(issuer, client))
                .map(ApplicationView::of);
    }

    /** Deletes an application: its subscriptions end, it gets no tokens, and nobody else gets its id. */
    Mono<Void> delete(String issuer, String client, Asker asker) {
        if (!asker.hasRegistry()) {
            return asker.operator(settings, issuers.delete(issuer, client, ""));
        }
        return asker.ask((registry, actor) -> registry.applications().leave(issuer, client, actor, asker.reason()))
                .flatMap(leaving -> issuers.delete(issuer, client, leaving.registration())
                        .then(asker.ask((registry, actor) -> {
                            registry.applications().gone(leaving, actor, asker.reason());
                            return true;
                        })))
                .then();
    }

    private <T> Mono<T> noted(String issuer, String client, Asker asker, String action, Supplier<Mono<T>> atIssuer) {
        if (!asker.hasRegistry()) {
            return asker.operator(settings, Mono.defer(atIssuer))
                    .doOnNext(done -> LOG.info("{}: {} {}", asker.caller().getName(), action, client));
        }
        return asker.ask((registry, actor) -> {
                    registry.applications().note(issuer, client, action, actor, asker.reason());
                    return true;
                })
                .onErrorResume(error -> ofOperators(error, asker), error -> Mono.just(true))
                .flatMap(go -> atIssuer.get());
    }

    private boolean ofOperators(Throwable error, Asker asker) {
        return isUnknown(error) && asker.has(settings.role());
    }

    private static boolean isUnknown(Throwable error) {
        return error instanceof ProblemException refused
                && refused.problem() instanceof AdminProblem.UnknownApplication;
    }
}
