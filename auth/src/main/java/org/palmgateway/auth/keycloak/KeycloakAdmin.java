package org.palmgateway.auth.keycloak;

import io.netty.handler.codec.http.HttpMethod;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.http.ClientCredentials;
import org.palmgateway.auth.http.IssuerHttp;
import org.palmgateway.auth.http.Reply;
import org.palmgateway.auth.keycloak.KeycloakRefused.Reason;
import reactor.core.publisher.Mono;

/**
 * The admin REST interface of a realm, used by the gateway's own client with a token of client credentials (RFC 6749 §4.4). The token is
 * got when first needed and used until shortly before it ends; one that Keycloak no longer takes is replaced once.
 *
 * <p>Safe for any number of threads; never blocks.
 */
public final class KeycloakAdmin {

    private static final long RENEWED_BEFORE_END = 10;
    /** How long a token is believed to live at most, whatever Keycloak says. */
    private static final long LONGEST_LIFE = Duration.ofDays(1).toSeconds();

    private final KeycloakRealm realm;
    private final IssuerHttp http;
    private final AtomicReference<@Nullable String> rejected = new AtomicReference<>();
    private final Mono<OwnToken> token;

    private record OwnToken(String value, Instant renewAt) {}

    /**
     * Prepares to ask.
     *
     * @param realm the realm
     * @param credentials the gateway's client there
     * @param http how to ask
     * @param clock by which the token ages
     */
    public KeycloakAdmin(KeycloakRealm realm, ClientCredentials credentials, IssuerHttp http, Clock clock) {
        this.realm = realm;
        this.http = http;
        this.token = http.form(realm.token(), credentials, Map.of("grant_type", "client_credentials"))
                .map(reply -> read(reply, clock.instant()))
                .cacheInvalidateIf(own ->
                        !clock.instant().isBefore(own.renewAt()) || own.value().equals(rejected.get()));
    }

    private static OwnToken read(Reply reply, Instant now) {
        if (reply.status() != 200 || !(reply.json().get("access_token") instanceof String value)) {
            throw new KeycloakRefused(
                    Reason.FAILED,
                    "Keycloak gave the gateway's client no token: " + reply.status() + ' ' + reply.error() + '.');
        }
        long life = reply.json().get("expires_in") instanceof Number seconds ? seconds.longValue() : 0;
        return new OwnToken(value, now.plusSeconds(Math.max(0, Math.min(life, LONGEST_LIFE) - RENEWED_BEFORE_END)));
    }

    /**
     * Asks something of the realm.
     *
     * @param method the request method
     * @param path the path below the realm, with its query, encoded
     * @param json the body, null for none
     * @return the answer, of whatever status but 401 and 403, which are the error {@link KeycloakRefused}
     */
    Mono<Reply> ask(HttpMethod method, String path, @Nullable Map<String, Object> json) {
        return once(method, path, json)
                .flatMap(reply -> reply.status() == 401 ? once(method, path, json) : Mono.just(reply))
                .map(reply -> {
                    if (reply.status() == 401 || reply.status() == 403) {
                        throw new KeycloakRefused(
                                Reason.FAILED,
                                "Keycloak answered " + reply.status()
                                        + ": the gateway's client lacks a role of realm-management.");
                    }
                    return reply;
                });
    }

    private Mono<Reply> once(HttpMethod method, String path, @Nullable Map<String, Object> json) {
        return token.flatMap(own -> http.bearer(method, realm.admin(path), own.value(), json)
                .doOnNext(reply -> {
                    if (reply.status() == 401) {
                        rejected.set(own.value());
                    }
                }));
    }

    /** Returns the error for an answer that was not expected. */
    static KeycloakRefused unexpected(Reply reply) {
        return new KeycloakRefused(
                Reason.FAILED,
                "Keycloak answered " + reply.status() + ' ' + reply.error() + ' ' + reply.errorDescription() + '.');
    }
}
