package org.palmgateway.gateway.keycloak;

import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.palmgateway.auth.keycloak.RealmTemplate;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Takes logout tokens where the gateway would (OpenID Connect Back-Channel Logout 1.0 §2.5), and keeps them. */
final class LogoutListener implements AutoCloseable {

    private static final String FIELD = "logout_token=";

    private final List<String> forms = new CopyOnWriteArrayList<>();
    private final DisposableServer server = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .route(routes -> routes.post(
                    RealmTemplate.LOGOUT_PATH,
                    (request, response) -> request.receive()
                            .aggregate()
                            .asString()
                            .doOnNext(forms::add)
                            .then(response.send())))
            .bindNow();

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /** The one logout token that has come; Keycloak sends it before it answers whoever ends the session. */
    SignedJWT only() {
        if (forms.size() != 1 || !forms.get(0).startsWith(FIELD)) {
            throw new IllegalStateException("Not one logout token but " + forms);
        }
        try {
            return SignedJWT.parse(URLDecoder.decode(forms.get(0).substring(FIELD.length()), StandardCharsets.UTF_8));
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
