package org.palmgateway.gateway.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.gateway.plane.BundleText;
import org.palmgateway.gateway.plane.TestDepartment;
import org.palmgateway.gateway.plane.TestGateway;

/** The phone knows one host only: that of the gateway. */
@ExtendWith(RunningKeycloak.class)
class OneHostKeycloakIT {

    private static final String PASSWORD = "correct horse battery staple";

    @Test
    void aPhoneThatKnowsTheGatewayOnlySignsInAndCalls(KeycloakServer keycloak, @TempDir Path directory)
            throws ParseException {
        String name = "user-" + UUID.randomUUID();
        keycloak.admin().createUser(name, PASSWORD, List.of(), List.of());
        int port = freePort();
        URI host = URI.create("http://127.0.0.1:" + port);
        URI realm = URI.create(host + "/realms/" + TestRealm.NAME);
        keycloak.stop();
        keycloak.start(host);
        try (TestDepartment department = new TestDepartment("d");
                TestGateway gateway = TestGateway.start(
                        directory,
                        realm,
                        Map.of(
                                "d",
                                BundleText.of("d", "330000", department.url())
                                        .route("d.own", "GET", "/own", "audience: citizen")
                                        .toString()),
                        "--palm.data-plane.port=" + port,
                        "--palm.data-plane.public-uri=" + host,
                        "--palm.identity.issuers[0].kind=keycloak",
                        "--palm.identity.issuers[0].uri=" + realm,
                        "--palm.identity.issuers[0].address=" + keycloak.realm(),
                        "--palm.identity.sign-in.upstream=" + keycloak.uri())) {

            Map<String, Object> discovery =
                    JSONObjectUtils.parse(gateway.get("/realms/" + TestRealm.NAME + "/.well-known/openid-configuration")
                            .body());
            String token = PhoneSignIn.mobile(realm).signIn(name, PASSWORD).accessToken();

            assertThat(discovery).containsEntry("issuer", realm.toString());
            assertThat((String) discovery.get("authorization_endpoint")).startsWith(host + "/realms/");
            assertThat(gateway.get("/own", "Authorization", "Bearer " + token).statusCode())
                    .isEqualTo(200);
            assertThat(gateway.get("/admin/").statusCode()).isEqualTo(404);
            assertThat(gateway.get("/realms/master/.well-known/openid-configuration")
                            .statusCode())
                    .isEqualTo(404);
        } finally {
            keycloak.stop();
            keycloak.start();
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
