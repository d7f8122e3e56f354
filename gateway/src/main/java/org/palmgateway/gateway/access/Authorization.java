package org.palmgateway.gateway.access;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.palmgateway.gateway.problem.AccessProblem;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.model.Access;
import org.palmgateway.routes.model.Audience;
import org.palmgateway.routes.snapshot.Coverage;
import org.palmgateway.routes.snapshot.Snapshot;

/** Holds the access of a route against what is known of the caller. A pure function. */
public final class Authorization {

    private Authorization() {}

    /**
     * Decides.
     *
     * @param access what the route asks for
     * @param audience the audience of the caller's token
     * @param scopes the scopes of the token
     * @param roles the roles of the caller
     * @param level the assurance level of the caller's sign-in
     * @return why the caller may not pass; empty when it may
     */
    public static Optional<Problem> decide(
            Access access, String audience, Set<String> scopes, Set<String> roles, int level) {
        if (access.audience() == Audience.PUBLIC) {
            return Optional.empty();
        }
        if (!access.audience().word().equals(audience)) {
            return Optional.of(new AccessProblem.WrongAudience(access.audience().word()));
        }
        if (!scopes.containsAll(access.scopes())) {
            return Optional.of(new AccessProblem.InsufficientScope(access.scopes()));
        }
        if (!access.roles().isEmpty() && Collections.disjoint(roles, access.roles())) {
            return Optional.of(new AccessProblem.RoleMissing(access.roles()));
        }
        if (level < access.assurance()) {
            return Optional.of(new AccessProblem.AssuranceTooLow(access.assurance(), Set.of()));
        }
        return Optional.empty();
    }

    /**
     * Decides on the application's subscriptions, which is asked after all else.
     *
     * @param snapshot the configuration, with what applications are subscribed to
     * @param route the route
     * @param issuer issuer of the caller's token
     * @param application client id of the caller's application
     * @return why the caller may not pass; empty when it may
     */
    public static Optional<Problem> subscribed(
            Snapshot snapshot, CompiledRoute route, String issuer, String application) {
        if (!(snapshot.coverage(route, issuer, application) instanceof Coverage.Missing missing)) {
            return Optional.empty();
        }
        List<String> to = new ArrayList<>();
        missing.plans().forEach(plan -> to.add("plan " + missing.owner() + "/" + plan));
        to.add("route " + missing.owner() + "/" + route.route().id());
        return Optional.of(new AccessProblem.SubscriptionMissing(to));
    }
}
