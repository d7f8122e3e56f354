package org.palmgateway.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.palmgateway.auth.token.AssuranceLevels;
import org.palmgateway.auth.token.Issuer;
import org.springframework.util.unit.DataSize;

class PalmSettingsTest {

    @Test
    void nothingHasToBeSet() {
        PalmSettings settings = TestSettings.of();

        assertThat(settings.bundles())
                .isEqualTo(new BundleSettings(
                        Path.of("bundles"), Path.of("data/last-good"), Duration.ofMillis(100), null));
        assertThat(settings.dataPlane())
                .isEqualTo(new DataPlaneSettings(
                        "0.0.0.0",
                        8080,
                        null,
                        DataSize.ofKilobytes(32),
                        DataSize.ofKilobytes(8),
                        DataSize.ofKilobytes(64),
                        List.of(),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(30),
                        Duration.ZERO,
                        0));
        assertThat(settings.admin())
                .isEqualTo(new AdminSettings("127.0.0.1", 8090, "operator", "developer", "auditor"));
        assertThat(settings.identity())
                .isEqualTo(new IdentitySettings(
                        List.of(),
                        new PassportSettings("palm-gateway", Duration.ofSeconds(60), Duration.ofHours(24), null),
                        100_000,
                        100_000,
                        new DpopSettings(Duration.ofSeconds(60), Duration.ofSeconds(5), 1_000_000, Set.of()),
                        new SignInSettings(null, List.of()),
                        1_000_000));
        assertThat(settings.policies()).isEqualTo(new PolicySettings(Path.of("data/policies")));
        assertThat(settings.limits())
                .isEqualTo(new LimitSettings(1_000_000, new RedisSettings(null, 1, Duration.ofMillis(40))));
        assertThat(settings.accessLog()).isEqualTo(new AccessLogSettings(false, null, 10_000));
    }

    @Test
    void issuerNeedsItsUriOnly() {
        PalmSettings settings = TestSettings.of(
                "palm.identity.issuers[0].uri",
                "https://id.example",
                "palm.identity.passport.pairwise-secret",
                TestSettings.SECRET);

        assertThat(settings.identity().issuers())
                .extracting(IssuerSettings::issuer)
                .containsExactly(Issuer.of(URI.create("https://id.example"), "palm-gateway"));
    }

    @Test
    void keycloakCanBeDescribed() {
        PalmSettings settings = TestSettings.of(
                "palm.identity.issuers[0].uri", "https://id.example/realms/citizens",
                "palm.identity.issuers[0].audience", "palm",
                "palm.identity.issuers[0].algorithms", "RS256",
                "palm.identity.issuers[0].types", "JWT",
                "palm.identity.issuers[0].audience-claim", "for",
                "palm.identity.issuers[0].fixed-audience", "citizen",
                "palm.identity.issuers[0].role-claims", "realm_access.roles,roles",
                "palm.identity.issuers[0].clock-skew", "5s",
                "palm.identity.issuers[0].assurance-levels.face", "3",
                "palm.identity.issuers[0].assurance-levels.password", "1",
                "palm.identity.issuers[0].maximum-life", "10m",
                "palm.identity.issuers[0].keys", "https://id.example/keys",
                "palm.identity.passport.pairwise-secret", TestSettings.SECRET);

        assertThat(settings.identity().issuers().get(0).issuer())
                .isEqualTo(new Issuer(
                        URI.create("https://id.example/realms/citizens"),
                        "palm",
                        Set.of("RS256"),
                        Set.of("jwt"),
                        "for",
                        Optional.of("citizen"),
                        List.of("realm_access.roles", "roles"),
                        Duration.ofSeconds(5),
                        new AssuranceLevels(Map.of("face", 3, "password", 1)),
                        Duration.ofMinutes(10),
                        URI.create("https://id.example/keys")));
    }

    @Test
    void keycloakNeedsItsKindAndLittleElse() {
        IssuerSettings issuer = TestSettings.of(
                        "palm.identity.issuers[0].uri", "https://id.example/realms/citizens",
                        "palm.identity.issuers[0].kind", "keycloak",
                        "palm.identity.issuers[0].address", "http://10.0.0.5:8080/realms/citizens",
                        "palm.identity.issuers[0].client.secret", "s3cret",
                        "palm.identity.passport.pairwise-secret", TestSettings.SECRET)
                .identity()
                .issuers()
                .get(0);

        assertThat(issuer.issuer())
                .isEqualTo(Issuer.of(URI.create("https://id.example/realms/citizens"), "palm-gateway")
                        .withTypes(Set.of("jwt", "at+jwt", "application/at+jwt"))
                        .withRoleClaims(List.of("realm_access.roles", "resource_access.palm-gateway.roles"))
                        .withKeys(URI.create("http://10.0.0.5:8080/realms/citizens/protocol/openid-connect/certs")));
        assertThat(issuer.reachedAt()).hasToString("http://10.0.0.5:8080/realms/citizens");
        assertThat(issuer.logoutClients()).containsExactly("palm-mobile", "palm-console", "app-*");
        assertThat(issuer.toString()).doesNotContain("s3cret");
    }

    @Test
    void namesMayBeWrittenInAnyRelaxedForm() {
        PalmSettings settings = TestSettings.of(
                "palm.bundles.lookEvery", "100ms",
                "palm.data_plane.maximum_headers", "16KB",
                "PALM.ADMIN.PORT", "9999",
                "palm.access-log.Pending", "7");

        assertThat(settings.bundles().lookEvery()).isEqualTo(Duration.ofMillis(100));
        assertThat(settings.dataPlane().maximumHeaders()).isEqualTo(DataSize.ofKilobytes(16));
        assertThat(settings.admin().port()).isEqualTo(9999);
        assertThat(settings.accessLog().pending()).isEqualTo(7);
    }

    @Test
    void trustedPeersAreAListOfNetworks() throws UnknownHostException {
        List<AddressRange> peers = TestSettings.of("palm.data-plane.trusted-peers", "10.0.0.0/8, fd00::/8")
                .dataPlane()
                .trustedPeers();

        assertThat(peers).hasSize(2);
        assertThat(peers.get(0).contains(InetAddress.getByName("10.1.2.3"))).isTrue();
        assertThat(peers.get(1).contains(InetAddress.getByName("fd12::1"))).isTrue();
    }

    @Test
    void otherPropertiesAreNoneOfOurs() {
        assertThat(TestSettings.of("other.admin.port", "1").admin().port()).isEqualTo(8090);
    }

    @Test
    void secretIsNeverShown() {
        PalmSettings settings = TestSettings.of(
                "palm.identity.issuers[0].uri",
                "https://id.example",
                "palm.identity.passport.pairwise-secret",
                TestSettings.SECRET);

        assertThat(settings.identity().passport().pairwiseSecret()).isEqualTo(TestSettings.SECRET);
        assertThat(settings.toString()).doesNotContain(TestSettings.SECRET);
    }
}
