package org.palmgateway.auth.keycloak;

import com.nimbusds.jose.util.JSONArrayUtils;
import io.netty.handler.codec.http.HttpMethod;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.palmgateway.auth.http.Reply;
import org.palmgateway.auth.keycloak.Application.Kind;
import org.palmgateway.auth.keycloak.KeycloakRefused.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * The applications of third parties, kept as clients of a realm. Only clients that were registered here are ever shown or changed, never
 * the realm's others.
 *
 * <p>Every error is {@link KeycloakRefused} or {@link org.palmgateway.auth.http.IssuerNotReached}. Immutable; safe for any number of
 * threads; never blocks.
 */
public final class KeycloakApplications {

    private static final Logger LOG = LoggerFactory.getLogger(KeycloakApplications.class);

    /** What a client id may be made of, so that it needs no encoding in a query. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final KeycloakAdmin admin;
    private final String logoutUri;

    /**
     * Takes the admin interface.
     *
     * @param admin the realm's admin interface
     * @param logoutUri where Keycloak tells the gateway about ends of sessions; empty when it cannot reach it
     */
    public KeycloakApplications(KeycloakAdmin admin, String logoutUri) {
        this.admin = admin;
        this.logoutUri = logoutUri;
    }

    /**
     * An application with the secret that it has been given; shown once. The text form leaves the secret out.
     *
     * @param application the application
     * @param secret its secret, empty for a public one
     */
    public record Registered(Application application, Optional<String> secret) {
        @Override
        public String toString() {
            return "Registered[client=" + application.client() + "]";
        }
    }

    /** Registers an application. */
    public Mono<Registered> register(Application application) {
        return register(application, "");
    }

    /**
     * Registers an application under a mark that is kept with it, so that a registration of which no answer came can be taken up again.
     *
     * @param application the application
     * @param registration the mark; empty for none
     */
    public Mono<Registered> register(Application application, String registration) {
        return admin.ask(HttpMethod.POST, "/clients", ClientRepresentation.of(application, registration, logoutUri))
                .flatMap(reply -> {
                    if (reply.status() == 409) {
                        return Mono.error(exists(application.client()));
                    }
                    return reply.status() == 201 ? found(application.client()) : failed(reply);
                })
                .flatMap(found -> application.kind() == Kind.PUBLIC
                        ? Mono.just(new Registered(application, Optional.empty()))
                        : secret(HttpMethod.GET, found));
    }

    /**
     * Takes up a registration of which no answer came: the application gets another secret, since nobody knows the first.
     *
     * @param client the client id
     * @param registration the mark that it was registered under
     * @return the application; the error {@link Reason#EXISTS} when the client came to be in another way
     */
    public Mono<Registered> takeUp(String client, String registration) {
        return found(client)
                .onErrorMap(KeycloakRefused.class, error -> error.reason() == Reason.UNKNOWN ? exists(client) : error)
                .flatMap(found -> {
                    if (!ClientRepresentation.isOf(found.client(), registration)) {
                        return Mono.error(exists(client));
                    }
                    return found.application().kind() == Kind.PUBLIC
                            ? Mono.just(new Registered(found.application(), Optional.empty()))
                            : secret(HttpMethod.POST, found);
                });
    }

    /**
     * Deletes an application. One that is not there counts as deleted.
     *
     * @param client the client id
     * @param registration the mark that it was registered under; one that came to be in another way stays. Empty for whatever mark
     */
    public Mono<Void> delete(String client, String registration) {
        return found(client)
                .filter(found -> registration.isEmpty() || ClientRepresentation.isOf(found.client(), registration))
                .flatMap(found -> admin.ask(HttpMethod.DELETE, "/clients/" + found.id(), null))
                .flatMap(reply -> reply.status() == 204 || reply.status() == 404 ? Mono.<Void>empty() : failed(reply))
                .onErrorResume(
                        KeycloakRefused.class,
                        error -> error.reason() == Reason.UNKNOWN ? Mono.empty() : Mono.error(error));
    }

    /** Finds an application by its client id. */
    public Mono<Application> application(String client) {
        return found(client).map(Found::application);
    }

    /**
     * Lists applications by client id. Keycloak searches by the beginning of the id, since it does not search by attributes unless it is
     * set to; so a page may be shorter than asked for, by clients that were not registered here.
     *
     * @param offset how many to skip
     * @param limit the most to return
     */
    public Mono<List<Application>> applications(int offset, int limit) {
        return admin.ask(
                        HttpMethod.GET,
                        "/clients?clientId=" + Application.PREFIX + "&search=true&first=" + offset + "&max=" + limit,
                        null)
                .flatMap(reply -> reply.status() == 200 ? Mono.just(clients(reply)) : failed(reply))
                .map(clients -> clients.stream()
                        .filter(ClientRepresentation::isApplication)
                        .map(KeycloakApplications::readable)
                        .flatMap(Optional::stream)
                        .toList());
    }

    /** Gives an application a new secret; the old one holds no longer. */
    public Mono<Registered> rotateSecret(String client) {
        return found(client).flatMap(found -> {
            if (found.application().kind() == Kind.PUBLIC) {
                return Mono.error(new KeycloakRefused(Reason.UNKNOWN, client + " is public and has no secret."));
            }
            return secret(HttpMethod.POST, found);
        });
    }

    /** Disables or enables an application: a disabled one gets no tokens. Tokens that it has are not touched. */
    public Mono<Application> enable(String client, boolean enabled) {
        return found(client)
                // What was spoilt in Keycloak may be shut off, but not let in again.
                .map(found -> enabled ? found.readable() : found)
                .flatMap(found -> admin.ask(
                        HttpMethod.PUT, "/clients/" + found.id(), Map.of("clientId", client, "enabled", enabled)))
                .flatMap(reply -> reply.status() == 204 ? application(client) : failed(reply));
    }

    /** A client that was registered here; whether it still is as an application must be is seen when it is read. */
    private record Found(String id, Map<?, ?> client) {
        Application application() {
            return read(client);
        }

        Found readable() {
            read(client);
            return this;
        }
    }

    private Mono<Found> found(String client) {
        if (!PLAIN.matcher(client).matches()) {
            return Mono.error(unknown(client));
        }
        return admin.ask(HttpMethod.GET, "/clients?clientId=" + client, null)
                .flatMap(reply -> reply.status() == 200 ? Mono.just(clients(reply)) : failed(reply))
                .flatMap(clients -> clients.stream()
                        .filter(ClientRepresentation::isApplication)
                        .filter(each -> client.equals(each.get("clientId")))
                        .findFirst()
                        .map(each -> Mono.just(new Found(String.valueOf(each.get("id")), each)))
                        .orElseGet(() -> Mono.error(unknown(client))));
    }

    private Mono<Registered> secret(HttpMethod method, Found found) {
        return admin.ask(method, "/clients/" + found.id() + "/client-secret", null)
                .flatMap(reply -> reply.status() == 200 && reply.json().get("value") instanceof String secret
                        ? Mono.just(new Registered(found.application(), Optional.of(secret)))
                        : failed(reply));
    }

    private static List<Map<?, ?>> clients(Reply reply) {
        try {
            List<?> clients = JSONArrayUtils.parse(reply.body());
            // The parser gives no array for the text "null".
            if (clients == null) {
                throw KeycloakAdmin.unexpected(reply);
            }
            return clients.stream()
                    .filter(Map.class::isInstance)
                    .<Map<?, ?>>map(each -> (Map<?, ?>) each)
                    .toList();
        } catch (ParseException unreadable) {
            throw KeycloakAdmin.unexpected(reply);
        }
    }

    private static Application read(Map<?, ?> client) {
        try {
            return ClientRepresentation.read(client);
        } catch (IllegalArgumentException spoilt) {
            throw new KeycloakRefused(
                    Reason.FAILED,
                    client.get("clientId") + " was changed in Keycloak to what no application may be: "
                            + spoilt.getMessage());
        }
    }

    /** One that was spoilt must not hide the others. */
    private static Optional<Application> readable(Map<?, ?> client) {
        try {
            return Optional.of(read(client));
        } catch (KeycloakRefused spoilt) {
            LOG.warn("Left out of the list of applications: {}", spoilt.getMessage());
            return Optional.empty();
        }
    }

    private static KeycloakRefused unknown(String client) {
        return new KeycloakRefused(Reason.UNKNOWN, client + " is no application that was registered here.");
    }

    private static KeycloakRefused exists(String client) {
        return new KeycloakRefused(Reason.EXISTS, client + " exists already.");
    }

    private static <T> Mono<T> failed(Reply reply) {
        return Mono.error(KeycloakAdmin.unexpected(reply));
    }
}
