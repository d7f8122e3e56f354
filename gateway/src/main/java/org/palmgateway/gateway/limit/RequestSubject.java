package org.palmgateway.gateway.limit;

import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.token.Principal;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.limit.Subject.Citizen;

/** Finds whom and what a request is counted for. Pure functions. */
final class RequestSubject {

    private RequestSubject() {}

    /** Returns the caller and its call, for steps after the match. */
    static Subject of(Facts facts) {
        return of(facts, facts.route().department().id(), facts.route().route().id(), facts.served());
    }

    /** Returns the caller without a call, for limits that count nothing but callers. */
    static Subject ofCaller(Facts facts) {
        return of(facts, "", "", "");
    }

    private static Subject of(Facts facts, String department, String route, String region) {
        @Nullable Principal principal = facts.principal();
        if (principal == null) {
            return new Subject(null, null, facts.address(), department, route, region);
        }
        return new Subject(
                new Citizen(principal.issuer(), principal.subject()),
                principal.application().isEmpty() ? null : principal.application(),
                facts.address(),
                department,
                route,
                region);
    }
}
