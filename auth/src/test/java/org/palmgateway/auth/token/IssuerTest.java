package org.palmgateway.auth.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerTest {

    private final Issuer issuer = Issuer.of(URI.create("https://id.example/realm"), "palm");

    @Test
    void defaultsAreThoseOfTheAccessTokenProfile() {
        assertThat(issuer.algorithms()).containsOnly("RS256", "PS256", "ES256");
        assertThat(issuer.types()).containsOnly("at+jwt", "application/at+jwt");
        assertThat(issuer.audienceClaim()).isEqualTo("palm_audience");
        assertThat(issuer.fixedAudience()).isEmpty();
        assertThat(issuer.roleClaims()).containsExactly("roles");
        assertThat(issuer.clockSkew()).isEqualTo(Duration.ofSeconds(30));
        assertThat(issuer.keys()).isNull();
    }

    @Test
    void eachChangeLeavesTheRestAsItWas() {
        Issuer changed = issuer.withAlgorithms(Set.of("ES256"))
                .withTypes(Set.of("JWT"))
                .withAudienceClaim("for")
                .withFixedAudience("official")
                .withRoleClaims(List.of("realm_access.roles"))
                .withClockSkew(Duration.ZERO)
                .withKeys(URI.create("https://id.example/keys"));

        assertThat(changed.uri()).isEqualTo(issuer.uri());
        assertThat(changed.audience()).isEqualTo("palm");
        assertThat(changed.algorithms()).containsOnly("ES256");
        assertThat(changed.types()).containsOnly("jwt");
        assertThat(changed.audienceClaim()).isEqualTo("for");
        assertThat(changed.fixedAudience()).contains("official");
        assertThat(changed.roleClaims()).containsExactly("realm_access.roles");
        assertThat(changed.clockSkew()).isZero();
        assertThat(changed.keys()).isEqualTo(URI.create("https://id.example/keys"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "HS256", "HS512", "RS1", "EdDSA", "rs256", ""})
    void algorithmThatIsNoPublicKeySignatureIsRefused(String algorithm) {
        assertThatThrownBy(() -> issuer.withAlgorithms(Set.of("RS256", algorithm)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("algorithms: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"realm", "urn:id", "ftp://id.example", "https://id.example/?a=b", "https://id.example/#a"})
    void uriThatIsNoIssuerIdentifierIsRefused(String uri) {
        assertThatThrownBy(() -> Issuer.of(URI.create(uri), "palm"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("uri: ");
    }

    @Test
    void otherSettingsAreChecked() {
        assertThatThrownBy(() -> Issuer.of(issuer.uri(), " ")).hasMessageStartingWith("audience: ");
        assertThatThrownBy(() -> issuer.withAlgorithms(Set.of())).hasMessageStartingWith("algorithms: ");
        assertThatThrownBy(() -> issuer.withTypes(Set.of())).hasMessageStartingWith("types: ");
        assertThatThrownBy(() -> issuer.withAudienceClaim("")).hasMessageStartingWith("audienceClaim: ");
        assertThatThrownBy(() -> issuer.withFixedAudience("public")).hasMessageStartingWith("fixedAudience: ");
        assertThatThrownBy(() -> issuer.withClockSkew(Duration.ofMinutes(6))).hasMessageStartingWith("clockSkew: ");
        assertThatThrownBy(() -> issuer.withClockSkew(Duration.ofSeconds(-1))).hasMessageStartingWith("clockSkew: ");
        assertThatThrownBy(() -> issuer.withKeys(URI.create("file:///keys"))).hasMessageStartingWith("keys: ");
    }
}
