package org.palmgateway.gateway.keycloak;

import java.net.URI;
import java.util.Map;

/** What {@code palm-gateway} asks of Keycloak's token endpoint. Safe for any number of threads. */
public final class GatewayClient {

    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

    private final URI endpoint;
    private final KeycloakCalls calls = new KeycloakCalls();

    /** The client at a realm. */
    public GatewayClient(URI realm) {
        endpoint = URI.create(realm + "/protocol/openid-connect/token");
    }

    /** A token for the gateway itself (RFC 6749 §4.4). */
    public TokenAnswer credentials() {
        return calls.token(
                endpoint,
                Map.of(
                        "grant_type", "client_credentials",
                        "client_id", TestRealm.GATEWAY_CLIENT,
                        "client_secret", TestRealm.GATEWAY_SECRET));
    }

    /** Exchanges a caller's access token for one that is for a department (RFC 8693). */
    public TokenAnswer exchange(String accessToken, String audience) {
        return calls.token(
                endpoint,
                Map.of(
                        "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
                        "client_id", TestRealm.GATEWAY_CLIENT,
                        "client_secret", TestRealm.GATEWAY_SECRET,
                        "subject_token", accessToken,
                        "subject_token_type", ACCESS_TOKEN,
                        "requested_token_type", ACCESS_TOKEN,
                        "audience", audience));
    }
}
