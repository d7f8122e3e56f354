package org.palmgateway.gateway.limit;

import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.token.Principal;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.routes.policy.Dimension;

/**
 * Whom and what a request is counted for.
 *
 * @param citizen who signed in, as issuer and subject; null when nobody did
 * @param application the application's client id; null when it is not known
 * @param address the address that the request comes from, as a literal, or {@code unknown}
 * @param department the department's id
 * @param route the route's id
 * @param region code of the region that serves
 */
record RequestSubject(
        @Nullable String citizen,
        @Nullable String application,
        String address,
        String department,
        String route,
        String region) {

    static RequestSubject of(Facts facts) {
        return of(
                facts.principal(),
                facts.address(),
                facts.route().department().id(),
                facts.route().route().id(),
                facts.served());
    }

    /** Returns the caller without a call, for limits that count nothing but callers. */
    static RequestSubject ofCaller(Facts facts) {
        return of(facts.principal(), facts.address(), "", "", "");
    }

    private static RequestSubject of(
            @Nullable Principal principal, String address, String department, String route, String region) {
        String client = principal == null ? "" : principal.application();
        return new RequestSubject(
                principal == null ? null : principal.issuer() + ' ' + principal.subject(),
                client.isEmpty() ? null : client,
                address,
                department,
                route,
                region);
    }

    /** Returns the value of a dimension; null when the caller has none. */
    @Nullable
    String value(Dimension dimension) {
        return switch (dimension) {
            case CITIZEN -> citizen;
            case APPLICATION -> application;
            case ADDRESS -> address;
            case DEPARTMENT -> department;
            case ROUTE -> route;
            case REGION -> region;
        };
    }
}
