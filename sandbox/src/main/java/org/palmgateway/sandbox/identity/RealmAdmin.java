package org.palmgateway.sandbox.identity;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Lets the gateway register applications: the few calls of Keycloak's admin interface that it makes, so that it needs no second way to do
 * it. Only the gateway knows the secret, which is made at the start.
 */
@RestController
final class RealmAdmin {

    /** The client id that the gateway asks for its own token with. */
    static final String GATEWAY = "palm-gateway";

    static final String REALM = "/realms/palm";

    private static final String CLIENTS = "/admin" + REALM + "/clients";
    private static final int SECONDS = 300;

    private final Clients clients;
    private final String credentials;
    private final String token = UUID.randomUUID().toString();

    RealmAdmin(Clients clients, GatewaySecret secret) {
        this.clients = clients;
        this.credentials = "Basic "
                + Base64.getEncoder().encodeToString((GATEWAY + ":" + secret.value()).getBytes(StandardCharsets.UTF_8));
    }

    @PostMapping(REALM + "/protocol/openid-connect/token")
    ResponseEntity<?> token(
            @RequestHeader(name = "Authorization", defaultValue = "") String given,
            @RequestParam(name = "grant_type", defaultValue = "") String grant) {
        if (!isEqual(given, credentials)) {
            return ResponseEntity.status(HttpStatus.UNAUTHORIZED).body(Map.of("error", "invalid_client"));
        }
        return grant.equals("client_credentials")
                ? ResponseEntity.ok()
                        .header("Cache-Control", "no-store")
                        .body(Map.of("access_token", token, "token_type", "Bearer", "expires_in", SECONDS))
                : ResponseEntity.badRequest().body(Map.of("error", "unsupported_grant_type"));
    }

    @GetMapping(CLIENTS)
    ResponseEntity<?> find(
            @RequestHeader(name = "Authorization", defaultValue = "") String given,
            @RequestParam(name = "clientId", defaultValue = "") String client,
            @RequestParam(defaultValue = "false") boolean search,
            @RequestParam(defaultValue = "0") int first,
            @RequestParam(defaultValue = "100") int max) {
        List<Map<String, Object>> found = StreamSupport.stream(
                        clients.applications().spliterator(), false)
                .filter(each -> search
                        ? each.client().startsWith(client)
                        : each.client().equals(client))
                .sorted((one, other) -> one.client().compareTo(other.client()))
                .skip(Math.max(0, first))
                .limit(Math.max(0, max))
                .map(RealmAdmin::shown)
                .toList();
        return allowed(given) ? ResponseEntity.ok(found) : refused();
    }

    @PostMapping(CLIENTS)
    ResponseEntity<?> add(
            @RequestHeader(name = "Authorization", defaultValue = "") String given,
            @RequestBody Map<String, Object> representation) {
        if (!allowed(given)) {
            return refused();
        }
        try {
            Application application = Application.of(representation);
            return clients.add(application)
                    ? ResponseEntity.created(URI.create(CLIENTS + "/" + application.id()))
                            .build()
                    : ResponseEntity.status(HttpStatus.CONFLICT)
                            .body(Map.of("errorMessage", "The client id is taken, or there are too many."));
        } catch (IllegalArgumentException e) {
            return ResponseEntity.badRequest().body(Map.of("errorMessage", "expected: " + e.getMessage()));
        }
    }

    @PutMapping(CLIENTS + "/{id}")
    ResponseEntity<?> change(
            @RequestHeader(name = "Authorization", defaultValue = "") String given,
            @PathVariable String id,
            @RequestBody Map<String, Object> changes) {
        return of(given, id, application -> {
            if (!application.client().equals(changes.getOrDefault("clientId", application.client()))) {
                return ResponseEntity.badRequest().body(Map.of("errorMessage", "A client id stays as it is."));
            }
            clients.replace(application.with(changes));
            return ResponseEntity.noContent().build();
        });
    }

    @DeleteMapping(CLIENTS + "/{id}")
    ResponseEntity<?> remove(
            @RequestHeader(name = "Authorization", defaultValue = "") String given, @PathVariable String id) {
        return of(given, id, application -> {
            clients.remove(application);
            return ResponseEntity.noContent().build();
        });
    }

    @GetMapping(CLIENTS + "/{id}/client-secret")
    ResponseEntity<?> secret(
            @RequestHeader(name = "Authorization", defaultValue = "") String given, @PathVariable String id) {
        return of(given, id, application -> secret(application));
    }

    @PostMapping(CLIENTS + "/{id}/client-secret")
    ResponseEntity<?> rotate(
            @RequestHeader(name = "Authorization", defaultValue = "") String given, @PathVariable String id) {
        return of(given, id, application -> {
            Application rotated = application.withNewSecret();
            clients.replace(rotated);
            return secret(rotated);
        });
    }

    private ResponseEntity<?> of(String given, String id, Function<Application, ResponseEntity<?>> work) {
        if (!allowed(given)) {
            return refused();
        }
        Optional<Application> found = StreamSupport.stream(
                        clients.applications().spliterator(), false)
                .filter(each -> each.id().equals(id))
                .findFirst();
        return found.<ResponseEntity<?>>map(work)
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    private static ResponseEntity<?> secret(Application application) {
        return ResponseEntity.ok()
                .header("Cache-Control", "no-store")
                .body(Map.of("type", "secret", "value", application.secret()));
    }

    private static Map<String, Object> shown(Application application) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>(application.representation());
        shown.put("id", application.id());
        return shown;
    }

    private boolean allowed(String given) {
        return isEqual(given, "Bearer " + token);
    }

    private static ResponseEntity<?> refused() {
        return ResponseEntity.status(HttpStatus.UNAUTHORIZED).build();
    }

    private static boolean isEqual(String given, String expected) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }
}
