package org.palmgateway.gateway.record;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What decides where a request went. Two that are equal went the same way.
 *
 * @param method its method
 * @param path its normal path, without query
 * @param region the region that it asked for; null when it named none
 * @param audience the audience of the caller's token; empty without one
 * @param issuer issuer of the token; empty without one
 * @param application client id of the application; empty without one
 * @param scopes the scopes of the token
 * @param roles the roles of the caller
 * @param assurance the assurance level of the caller's sign-in
 * @param percentile the caller's percentile, 0 to 99, for overrides that hold for a share of the callers
 * @param route id of the route that it hit; null when none was found
 * @param code code of the problem that it ended with; null when it was answered
 */
public record RecordedRequest(
        String method,
        String path,
        @Nullable String region,
        String audience,
        String issuer,
        String application,
        Set<String> scopes,
        Set<String> roles,
        int assurance,
        int percentile,
        @Nullable String route,
        @Nullable String code) {

    /** Copies the sets. */
    public RecordedRequest {
        scopes = Set.copyOf(scopes);
        roles = Set.copyOf(roles);
    }

    /** Returns this request without what became of it. */
    public RecordedRequest asked() {
        return new RecordedRequest(
                method, path, region, audience, issuer, application, scopes, roles, assurance, percentile, null, null);
    }
}
