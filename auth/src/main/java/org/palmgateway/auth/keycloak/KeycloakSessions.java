package org.palmgateway.auth.keycloak;

import io.netty.handler.codec.http.HttpMethod;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.palmgateway.auth.http.Reply;
import org.palmgateway.auth.keycloak.KeycloakRefused.Reason;
import reactor.core.publisher.Mono;

/**
 * Ends sessions at the realm itself, so that no new access token comes of them. Keycloak needs the role {@code manage-users} for it.
 *
 * <p>Immutable; safe for any number of threads; never blocks.
 */
public final class KeycloakSessions {

    private final KeycloakAdmin admin;

    /**
     * Takes the admin interface.
     *
     * @param admin the realm's admin interface
     */
    public KeycloakSessions(KeycloakAdmin admin) {
        this.admin = admin;
    }

    /** Ends a session; one that has ended already is no error. */
    public Mono<Void> end(String session) {
        return isSegment(session)
                ? admin.ask(HttpMethod.DELETE, "/sessions/" + encoded(session), null)
                        .flatMap(KeycloakSessions::done)
                : Mono.error(noSegment());
    }

    /** Ends all sessions of a subject; one that is not there is no error. */
    public Mono<Void> endOf(String subject) {
        return isSegment(subject)
                ? admin.ask(HttpMethod.POST, "/users/" + encoded(subject) + "/logout", null)
                        .flatMap(KeycloakSessions::done)
                : Mono.error(noSegment());
    }

    private static Mono<Void> done(Reply reply) {
        boolean ended = reply.status() / 100 == 2 || reply.status() == 404;
        return ended ? Mono.empty() : Mono.error(KeycloakAdmin.unexpected(reply));
    }

    /** A segment of dots is taken out of the path on the way, encoded or not, and another resource than a session is then deleted. */
    private static boolean isSegment(String id) {
        return !id.isEmpty() && !id.equals(".") && !id.equals("..");
    }

    private static KeycloakRefused noSegment() {
        return new KeycloakRefused(Reason.FAILED, "Keycloak has no session and no user whose id is empty or dots.");
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
