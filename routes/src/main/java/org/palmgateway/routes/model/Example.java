package org.palmgateway.routes.model;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request of which an owner says what has to become of it, whatever it or others change.
 *
 * @param id unique in its bundle
 * @param request the request
 * @param expected what has to become of it
 * @param origin where it was written down
 */
public record Example(String id, Request request, Expectation expected, Origin origin) {

    /**
     * A request, as far as it matters for where it goes.
     *
     * @param method its method; may be HEAD
     * @param path its path, as a client would send it, without query
     * @param region GB/T 2260 code of the region that it asks for; null when it names none
     * @param audience the audience of the caller's token; null when there is no token
     * @param scopes the scopes of the token
     * @param roles the roles of the caller
     * @param assurance the assurance level of the caller's sign-in
     * @param application client id of the application; empty when that does not matter
     */
    public record Request(
            String method,
            String path,
            @Nullable String region,
            @Nullable Audience audience,
            Set<String> scopes,
            Set<String> roles,
            int assurance,
            String application) {

        /** Copies the sets. */
        public Request {
            scopes = Set.copyOf(scopes);
            roles = Set.copyOf(roles);
        }
    }

    /**
     * What has to become of a request. With neither status nor code the gateway has to let it pass.
     *
     * @param route id of the route that it hits; null when any will do
     * @param status the status code that the gateway itself answers with; null when any will do
     * @param code the code of the problem that the gateway itself answers with; null when any will do
     * @param policy values that hold for its traffic, by the name of the setting or limit
     */
    public record Expectation(
            @Nullable String route,
            @Nullable Integer status,
            @Nullable String code,
            Map<String, String> policy) {

        /** Copies the map; an expectation of nothing is refused. */
        public Expectation {
            policy = Map.copyOf(policy);
            if (route == null && status == null && code == null && policy.isEmpty()) {
                throw new IllegalArgumentException("expect: nothing (expected: route, status, code or policy)");
            }
        }

        /** Tells whether the request has to get past the gateway. */
        public boolean passes() {
            return status == null && code == null;
        }
    }
}
