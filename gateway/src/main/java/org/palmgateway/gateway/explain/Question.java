package org.palmgateway.gateway.explain;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.policy.AppliedPolicy;
import org.palmgateway.routes.snapshot.Snapshot;

/**
 * A request that someone asks about.
 *
 * @param method its method
 * @param path its path, as a client would send it
 * @param region the value of {@code Palm-Region}; empty when it would not be sent
 * @param audience the audience of the caller's token; empty when there would be no token
 * @param scopes the scopes of the token
 * @param roles the roles of the caller
 * @param assurance the assurance level of the caller's sign-in
 * @param application client id of the application; empty when that does not matter
 * @param percentile the caller's percentile, 0 to 99, for overrides that hold for a share of the callers
 * @param at when the request would come
 * @param issuer issuer of the application's tokens; empty when the application counts as subscribed to whatever it calls
 */
public record Question(
        String method,
        String path,
        Optional<String> region,
        Optional<String> audience,
        Set<String> scopes,
        Set<String> roles,
        int assurance,
        String application,
        int percentile,
        Instant at,
        Optional<String> issuer) {

    /** Copies the sets. */
    public Question {
        scopes = Set.copyOf(scopes);
        roles = Set.copyOf(roles);
    }

    /** Makes one of an application that counts as subscribed to whatever it calls. */
    public Question(
            String method,
            String path,
            Optional<String> region,
            Optional<String> audience,
            Set<String> scopes,
            Set<String> roles,
            int assurance,
            String application,
            int percentile,
            Instant at) {
        this(method, path, region, audience, scopes, roles, assurance, application, percentile, at, Optional.empty());
    }

    /** Returns what holds for the traffic of a route that the request goes to. */
    AppliedPolicy policy(Snapshot snapshot, CompiledRoute route) {
        return issuer.map(known -> snapshot.policy(route, known, application, percentile))
                .orElseGet(() -> snapshot.policies().of(route, application, percentile));
    }
}
