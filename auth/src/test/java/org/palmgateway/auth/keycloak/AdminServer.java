package org.palmgateway.auth.keycloak;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.palmgateway.auth.http.ClientCredentials;
import org.palmgateway.auth.http.IssuerHttp;
import org.palmgateway.auth.http.IssuerServer;
import reactor.netty.http.client.HttpClient;

/** What the gateway uses of Keycloak's admin interface, on a free port: tokens of five minutes, and what a test adds. */
final class AdminServer implements AutoCloseable {

    static final String SECRET = "secret-of-the-gateway";

    private static final String TOKEN = "/realms/citizens/protocol/openid-connect/token";
    private static final String ADMIN = "/admin/realms/citizens";

    private final IssuerServer server = new IssuerServer();

    AdminServer() {
        grants("token-1");
    }

    /** The admin interface of the realm, as the gateway's client. */
    KeycloakAdmin admin(Clock clock) {
        return new KeycloakAdmin(
                new KeycloakRealm(server.at("/realms/citizens")),
                new ClientCredentials("palm-gateway", SECRET),
                new IssuerHttp(HttpClient.create(), Duration.ofSeconds(20), 64 * 1024),
                clock);
    }

    /** Grants this token from now on. */
    void grants(String token) {
        tokens(okJson("{\"access_token\":\"" + token + "\",\"expires_in\":300}"));
    }

    /** Answers the gateway's client from now on. */
    void tokens(ResponseDefinitionBuilder answer) {
        server.answer(TOKEN, answer);
    }

    /** Answers a request below the realm; the latest that fits wins. */
    void on(String method, String path, ResponseDefinitionBuilder answer) {
        on(WireMock.request(method, WireMock.urlEqualTo(ADMIN + path)), answer);
    }

    /** Answers requests with this admin token only in a way of their own. */
    void onToken(String token, ResponseDefinitionBuilder answer) {
        on(WireMock.any(WireMock.anyUrl()).withHeader("Authorization", WireMock.equalTo("Bearer " + token)), answer);
    }

    private void on(MappingBuilder request, ResponseDefinitionBuilder answer) {
        server.on(request.willReturn(answer));
    }

    /** How often the gateway's client got a token. */
    int tokensAsked() {
        return server.requests(TOKEN).size();
    }

    /** The requests for tokens. */
    List<LoggedRequest> tokenRequests() {
        return server.requests(TOKEN);
    }

    /** What was asked of the admin interface, as method and address below the realm, the oldest first. */
    List<String> asked() {
        return server.requests().stream()
                .filter(request -> !request.getUrl().equals(TOKEN))
                .map(request -> request.getMethod().getName() + " "
                        + (request.getUrl().startsWith(ADMIN)
                                ? request.getUrl().substring(ADMIN.length())
                                : request.getUrl()))
                .toList();
    }

    /** The body of the only request with this method. */
    String body(String method) {
        List<LoggedRequest> found = server.requests().stream()
                .filter(request -> !request.getUrl().equals(TOKEN))
                .filter(request -> request.getMethod().getName().equals(method))
                .toList();
        if (found.size() != 1) {
            throw new IllegalStateException(found.size() + " requests " + method + " (expected: one)");
        }
        return found.get(0).getBodyAsString();
    }

    @Override
    public void close() {
        server.close();
    }
}
