package org.palmgateway.auth.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeycloakRealmTest {

    private final KeycloakRealm realm = realm("http://10.0.0.5:8080/realms/citizens");

    @Test
    void endpointsAreBelowTheRealm() {
        assertThat(realm.token()).hasToString("http://10.0.0.5:8080/realms/citizens/protocol/openid-connect/token");
        assertThat(realm.introspection())
                .hasToString("http://10.0.0.5:8080/realms/citizens/protocol/openid-connect/token/introspect");
        assertThat(realm.keys()).hasToString("http://10.0.0.5:8080/realms/citizens/protocol/openid-connect/certs");
    }

    @Test
    void adminInterfaceIsBesideTheRealms() {
        assertThat(realm.admin("/clients?max=1"))
                .hasToString("http://10.0.0.5:8080/admin/realms/citizens/clients?max=1");
    }

    @Test
    void pathBeforeTheRealmsIsKept() {
        KeycloakRealm below = realm("https://id.example/auth/realms/citizens");

        assertThat(below.admin("/clients")).hasToString("https://id.example/auth/admin/realms/citizens/clients");
        assertThat(below.keys()).hasToString("https://id.example/auth/realms/citizens/protocol/openid-connect/certs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "id.example/realms/citizens",
                "ftp://id.example/realms/citizens",
                "https://id.example",
                "https://id.example/realms",
                "https://id.example/realms/",
                "https://id.example/realms/citizens/",
                "https://id.example/realms/citizens/protocol",
                "https://id.example/realms/citizens?a=b",
                "https://id.example/realms/citizens#part",
                "https://id.example?x=/realms/citizens",
                "https://id.example/realms/a%2Fb",
                "https://id.example/realms/.",
                "https://id.example/realms/.."
            })
    void addressThatIsNotThatOfARealmIsRefused(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> realm(address))
                .withMessageStartingWith("address: " + address + " (expected: ");
    }

    private static KeycloakRealm realm(String address) {
        return new KeycloakRealm(URI.create(address));
    }
}
