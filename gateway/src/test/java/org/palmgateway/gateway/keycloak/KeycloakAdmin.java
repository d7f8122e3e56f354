package org.palmgateway.gateway.keycloak;

import com.nimbusds.jose.util.JSONArrayUtils;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.palmgateway.auth.keycloak.RealmTemplate;

/**
 * Keycloak's admin REST interface for the tests' realm, as far as tests need it. Safe for any number of threads: every
 * call is made with a token that is asked for anew.
 */
public final class KeycloakAdmin {

    private final URI realm;
    private final Supplier<String> token;
    private final KeycloakCalls calls = new KeycloakCalls();

    /**
     * The interface, used by whoever a token is of.
     *
     * @param keycloak the server's address
     * @param token gives an access token for each call
     */
    KeycloakAdmin(URI keycloak, Supplier<String> token) {
        this.realm = URI.create(keycloak + "/admin/realms/" + TestRealm.NAME);
        this.token = token;
    }

    /** The interface, used by the administrator that Keycloak was started with. */
    static KeycloakAdmin bootstrap(URI keycloak, String user, String password) {
        KeycloakCalls calls = new KeycloakCalls();
        URI endpoint = URI.create(keycloak + "/realms/master/protocol/openid-connect/token");
        Map<String, String> form =
                Map.of("grant_type", "password", "client_id", "admin-cli", "username", user, "password", password);
        return new KeycloakAdmin(keycloak, () -> calls.token(endpoint, form).accessToken());
    }

    /**
     * Creates a user who can sign in at once.
     *
     * @param realmRoles roles of the realm, such as {@code operator}
     * @param gatewayRoles roles of the client {@code palm-gateway}, such as {@code case-worker}
     * @return the user's id, which is {@code sub} in tokens
     */
    public String createUser(String name, String password, List<String> realmRoles, List<String> gatewayRoles) {
        // Without names and address Keycloak asks for them at the first sign-in.
        String user = create(
                "/users",
                Map.of(
                        "username",
                        name,
                        "enabled",
                        true,
                        "firstName",
                        "伟",
                        "lastName",
                        "张",
                        "email",
                        name + "@example.org",
                        "emailVerified",
                        true,
                        "credentials",
                        List.of(Map.of("type", "password", "value", password, "temporary", false))));
        String roles = "/users/" + user + "/role-mappings";
        call(
                "POST",
                roles + "/realm",
                realmRoles.stream().map(role -> object("/roles/" + role)).toList());
        String gateway = clientId(TestRealm.GATEWAY_CLIENT);
        call(
                "POST",
                roles + "/clients/" + gateway,
                gatewayRoles.stream()
                        .map(role -> object("/clients/" + gateway + "/roles/" + role))
                        .toList());
        return user;
    }

    /** Lets a user sign in, or not. */
    public void enableUser(String user, boolean enabled) {
        call("PUT", "/users/" + user, Map.of("enabled", enabled));
    }

    /** Ends all sessions of a user; Keycloak tells the clients before it answers. */
    public void endSessions(String user) {
        call("POST", "/users/" + user + "/logout", Map.of());
    }

    /** Ends one session, by its {@code sid}. */
    public void endSession(String session) {
        call("DELETE", "/sessions/" + session, Map.of());
    }

    /** Signs with a new RS256 key from now on; what the old keys signed stays valid. */
    public void rotateKeys() {
        // Keycloak signs with the key of the highest priority.
        create(
                "/components",
                Map.of(
                        "name",
                        "rotated",
                        "providerId",
                        "rsa-generated",
                        "providerType",
                        "org.keycloak.keys.KeyProvider",
                        "parentId",
                        object("").get("id"),
                        "config",
                        Map.of(
                                "priority", List.of(String.valueOf(System.currentTimeMillis())),
                                "enabled", List.of("true"),
                                "active", List.of("true"),
                                "algorithm", List.of("RS256"),
                                "keySize", List.of("2048"))));
    }

    /** Sends logout tokens to another gateway than the realm was made for, such as one on a free port. */
    public void sendLogoutsTo(URI gateway) {
        for (String client : List.of(TestRealm.MOBILE_CLIENT, TestRealm.CONSOLE_CLIENT)) {
            changeAttribute(client, "backchannel.logout.url", gateway + RealmTemplate.LOGOUT_PATH);
        }
    }

    /** Changes how long a client's access tokens live. */
    public void accessTokensLive(String client, int seconds) {
        changeAttribute(client, "access.token.lifespan", String.valueOf(seconds));
    }

    /**
     * Registers a client.
     *
     * @param representation what the client is to be, with its client id
     * @return Keycloak's own id of it
     */
    public String createClient(Map<String, Object> representation) {
        return create("/clients", representation);
    }

    /** The secret of a client, by Keycloak's own id. */
    public String secret(String id) {
        return (String) object("/clients/" + id + "/client-secret").get("value");
    }

    /** Deletes a client, by Keycloak's own id. */
    public void deleteClient(String id) {
        call("DELETE", "/clients/" + id, Map.of());
    }

    /** Keycloak's own id of a client. */
    public String clientId(String client) {
        return (String) client(client).get("id");
    }

    /** The status of reading something of the realm, such as {@code /users}. */
    public int status(String path) {
        return send("GET", path, HttpRequest.BodyPublishers.noBody()).statusCode();
    }

    private void changeAttribute(String client, String name, String value) {
        Map<String, Object> representation = client(client);
        try {
            JSONObjectUtils.getJSONObject(representation, "attributes").put(name, value);
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
        call("PUT", "/clients/" + representation.get("id"), representation);
    }

    @SuppressWarnings("unchecked") // What the parser makes of a JSON object is such a map.
    private Map<String, Object> client(String client) {
        try {
            List<Object> found = JSONArrayUtils.parse(
                    call("GET", "/clients?clientId=" + client).body());
            if (found.size() != 1) {
                throw new IllegalStateException("The realm has " + found.size() + " clients " + client);
            }
            return (Map<String, Object>) found.get(0);
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Object> object(String path) {
        try {
            return JSONObjectUtils.parse(call("GET", path).body());
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private String create(String path, Map<String, Object> representation) {
        String location = call("POST", path, representation)
                .headers()
                .firstValue("Location")
                .orElseThrow();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private HttpResponse<String> call(String method, String path) {
        return successful(method, path, send(method, path, HttpRequest.BodyPublishers.noBody()));
    }

    private HttpResponse<String> call(String method, String path, Map<String, Object> body) {
        return successful(method, path, send(method, path, text(JSONObjectUtils.toJSONString(body))));
    }

    private HttpResponse<String> call(String method, String path, List<Map<String, Object>> body) {
        return successful(method, path, send(method, path, text(JSONArrayUtils.toJSONString(body))));
    }

    private HttpResponse<String> send(String method, String path, HttpRequest.BodyPublisher body) {
        return calls.send(HttpRequest.newBuilder(URI.create(realm + path))
                .header("Authorization", "Bearer " + token.get())
                .header("Content-Type", "application/json")
                .method(method, body));
    }

    private static HttpRequest.BodyPublisher text(String body) {
        return HttpRequest.BodyPublishers.ofString(body);
    }

    private static HttpResponse<String> successful(String method, String path, HttpResponse<String> response) {
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException(
                    method + " " + path + " answered " + response.statusCode() + " with " + response.body());
        }
        return response;
    }
}
