package org.palmgateway.gateway.forward;

import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.exchange.ExchangeRefused;
import org.palmgateway.auth.exchange.ExchangedTokens;
import org.palmgateway.auth.passport.Passports;
import org.palmgateway.auth.passport.Recipient;
import org.palmgateway.auth.token.IssuerUnavailable;
import org.palmgateway.auth.token.Principal;
import org.palmgateway.gateway.access.BearerToken;
import org.palmgateway.gateway.exchange.Disclosure;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.problem.AccessProblem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.routes.model.Audience;
import org.palmgateway.routes.model.Department;
import org.palmgateway.routes.model.Department.PassportKind;
import org.palmgateway.routes.model.Department.SubjectKind;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Mono;

/** Tells a department who is calling, in the way it asks for: by a passport, by a token of the issuer's for it alone, or not at all. */
public final class Introduction {

    private final Passports passports;
    private final ExchangedTokens exchanged;

    /**
     * Makes introductions.
     *
     * @param passports mints passports
     * @param exchanged gets tokens for departments
     */
    public Introduction(Passports passports, ExchangedTokens exchanged) {
        this.passports = passports;
        this.exchanged = exchanged;
    }

    /**
     * Puts into a department's request who is calling.
     *
     * @param facts what is known of the request
     * @param disclosure how much the department is told
     * @param received the fields as the caller sent them
     * @param sent the fields for the department, which are added to
     * @return the fields for the department, or an error of {@link ProblemException}
     */
    Mono<HttpHeaders> introduce(Facts facts, Disclosure disclosure, HttpHeaders received, HttpHeaders sent) {
        @Nullable Principal principal = facts.principal();
        Department department = facts.route().department();
        if (principal == null || facts.route().route().access().audience() == Audience.PUBLIC) {
            return Mono.just(sent);
        }
        if (!disclosure.introducesCaller()) {
            return Mono.just(ofApplication(principal, department, disclosure, sent));
        }
        return switch (department.passport()) {
            case NONE -> Mono.just(sent);
            case SIGNED -> Mono.just(withPassport(principal, department, sent));
            case EXCHANGE ->
                exchanged(principal, received, department.id()).map(token -> {
                    sent.setBearerAuth(token);
                    return sent;
                });
        };
    }

    private HttpHeaders ofApplication(
            Principal principal, Department department, Disclosure disclosure, HttpHeaders sent) {
        boolean told = disclosure == Disclosure.APPLICATION && department.passport() == PassportKind.SIGNED;
        return told ? withPassport(principal.asApplication(), department, sent) : sent;
    }

    private HttpHeaders withPassport(Principal principal, Department department, HttpHeaders sent) {
        sent.set(
                "Palm-Passport",
                passports.passport(principal, recipient(department)).token());
        return sent;
    }

    /** Returns what a department may learn of callers. */
    public static Recipient recipient(Department department) {
        return new Recipient(department.id(), department.subject() == SubjectKind.REAL, department.claims());
    }

    private Mono<String> exchanged(Principal principal, HttpHeaders received, String department) {
        @Nullable String token = BearerToken.ofEitherScheme(received);
        if (token == null) {
            return Mono.error(new IllegalStateException("A principal came from no token."));
        }
        return exchanged
                .token(principal, token, department)
                .onErrorMap(
                        ExchangeRefused.class,
                        refused -> new ProblemException(
                                refused.signInEnded()
                                        ? new AccessProblem.TokenRefused("revoked")
                                        : new AccessProblem.ExchangeRefused(department)))
                .onErrorMap(
                        IssuerUnavailable.class, away -> new ProblemException(new AccessProblem.IdentityUnavailable()));
    }
}
