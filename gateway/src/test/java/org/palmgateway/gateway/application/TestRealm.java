package org.palmgateway.gateway.application;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** The clients of a realm, by what the gateway uses of Keycloak's admin interface, which can be made to fail. */
public final class TestRealm implements AutoCloseable {

    private static final String CLIENTS = "/admin/realms/palm/clients";

    private final Map<String, Map<String, Object>> clients = new ConcurrentHashMap<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final DisposableServer server = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .route(routes -> routes.post(
                            "/realms/palm/protocol/openid-connect/token",
                            (request, response) ->
                                    json(response, 200, Map.of("access_token", "admin-token", "expires_in", 300)))
                    .get(CLIENTS, (request, response) -> failing(response, () -> find(request, response)))
                    .post(CLIENTS, (request, response) -> failing(response, () -> create(request, response)))
                    .put(CLIENTS + "/{id}", (request, response) -> failing(response, () -> put(request, response)))
                    .delete(
                            CLIENTS + "/{id}",
                            (request, response) -> failing(response, () -> {
                                clients.values()
                                        .removeIf(client -> client.get("id").equals(request.param("id")));
                                return response.status(204).send();
                            }))
                    .get(
                            CLIENTS + "/{id}/client-secret",
                            (request, response) -> failing(response, () -> secret(request, response)))
                    .post(
                            CLIENTS + "/{id}/client-secret",
                            (request, response) -> failing(response, () -> {
                                byId(request).put("secret", UUID.randomUUID().toString());
                                return secret(request, response);
                            })))
            .bindNow();

    private interface Work {
        Publisher<Void> run();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.port() + "/realms/palm");
    }

    /** Fails the next requests. */
    public void fail(int requests) {
        failures.set(requests);
    }

    /** Makes clients, but fails to say so. */
    public void loseAnswers(int requests) {
        lost.set(requests);
    }

    public boolean has(String client) {
        return clients.containsKey(client);
    }

    public void forget(String client) {
        clients.remove(client);
    }

    public String secretOf(String client) {
        return String.valueOf(clients.get(client).get("secret"));
    }

    /** Has a client that an operator of the realm made, or another gateway. */
    public void holds(String client) {
        clients.put(
                client,
                new LinkedHashMap<>(Map.of(
                        "id",
                        UUID.randomUUID().toString(),
                        "clientId",
                        client,
                        "name",
                        "Another",
                        "enabled",
                        true,
                        "secret",
                        "its-own",
                        "redirectUris",
                        List.of(),
                        "attributes",
                        Map.of("palm.application", "true", "palm.kind", "service", "palm.audience", "citizen"))));
    }

    private Publisher<Void> failing(HttpServerResponse response, Work work) {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return response.status(500).send();
        }
        return work.run();
    }

    private Publisher<Void> find(HttpServerRequest request, HttpServerResponse response) {
        String wanted = request.uri().replaceFirst(".*clientId=([^&]*).*", "$1");
        boolean search = request.uri().contains("search=true");
        List<Map<String, Object>> found = clients.values().stream()
                .filter(client -> search
                        ? String.valueOf(client.get("clientId")).startsWith(wanted)
                        : wanted.equals(client.get("clientId")))
                .toList();
        return json(response, 200, found);
    }

    @SuppressWarnings("unchecked")
    private Publisher<Void> create(HttpServerRequest request, HttpServerResponse response) {
        return request.receive().aggregate().asString().flatMap(body -> {
            Map<String, Object> client = new LinkedHashMap<>(JsonMapper.shared().readValue(body, Map.class));
            client.put("id", UUID.randomUUID().toString());
            client.put("secret", UUID.randomUUID().toString());
            boolean fresh = clients.putIfAbsent(String.valueOf(client.get("clientId")), client) == null;
            boolean said = lost.getAndUpdate(left -> Math.max(0, left - 1)) == 0;
            return response.status(said ? (fresh ? 201 : 409) : 500).send().then();
        });
    }

    @SuppressWarnings("unchecked")
    private Publisher<Void> put(HttpServerRequest request, HttpServerResponse response) {
        return request.receive().aggregate().asString().flatMap(body -> {
            byId(request).putAll(JsonMapper.shared().readValue(body, Map.class));
            return response.status(204).send().then();
        });
    }

    private Publisher<Void> secret(HttpServerRequest request, HttpServerResponse response) {
        return json(response, 200, Map.of("value", byId(request).get("secret")));
    }

    private Map<String, Object> byId(HttpServerRequest request) {
        return clients.values().stream()
                .filter(client -> client.get("id").equals(request.param("id")))
                .findFirst()
                .orElseThrow();
    }

    private static Publisher<Void> json(HttpServerResponse response, int status, Object body) {
        return response.status(status)
                .header("Content-Type", "application/json")
                .sendString(Mono.just(JsonMapper.shared().writeValueAsString(body)));
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
