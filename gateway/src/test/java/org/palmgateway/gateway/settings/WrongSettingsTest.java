package org.palmgateway.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;

class WrongSettingsTest {

    private static final String ISSUER = "palm.identity.issuers[0].";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "palm.bundles.look-every | 9ms | PT0.009S | 10ms to 1s",
                "palm.bundles.look-every | 1001ms | PT1.001S | 10ms to 1s",
                "palm.bundles.look-every | -1s | PT-1S | 10ms to 1s",
                "palm.data-plane.port | -1 | -1 | 1 to 65535, or 0 for any free port",
                "palm.data-plane.port | 65536 | 65536 | 1 to 65535, or 0 for any free port",
                "palm.data-plane.maximum-headers | 1023B | 1023B | 1KB to 128KB",
                "palm.data-plane.maximum-headers | 129KB | 132096B | 1KB to 128KB",
                "palm.data-plane.maximum-target | 255B | 255B | 256B to 128KB",
                "palm.data-plane.maximum-target | 129KB | 132096B | 256B to 128KB",
                "palm.data-plane.whole-answers | -1B | -1B | 0B to 1MB",
                "palm.data-plane.whole-answers | 1048577B | 1048577B | 0B to 1MB",
                "palm.data-plane.idle | 0s | PT0S | 1ms to 1h",
                "palm.data-plane.idle | 3601s | PT1H1S | 1ms to 1h",
                "palm.data-plane.read | 0s | PT0S | 1ms to 1h",
                "palm.data-plane.read | 3601s | PT1H1S | 1ms to 1h",
                "palm.data-plane.event-loops | -1 | -1 | 0 to 1000",
                "palm.data-plane.event-loops | 1001 | 1001 | 0 to 1000",
                "palm.data-plane.drain | -1s | PT-1S | 0s to 1h",
                "palm.data-plane.drain | 3601s | PT1H1S | 0s to 1h",
                "palm.data-plane.drain-notice | -1s | PT-1S | 0s to 5m",
                "palm.data-plane.drain-notice | 301s | PT5M1S | 0s to 5m",
                "palm.data-plane.trusted-peers | 10.0.0.0/33 | 10.0.0.0/33 | an address or CIDR such as 10.0.0.0/8 or fd00::/8",
                "palm.admin.port | -1 | -1 | 1 to 65535, or 0 for any free port",
                "palm.admin.port | 65536 | 65536 | 1 to 65535, or 0 for any free port",
                "palm.admin.role | '  ' | empty | the name of a role, such as operator",
                "palm.identity.maximum-tokens | 0 | 0 | a whole number >= 1",
                "palm.identity.maximum-passports | 0 | 0 | a whole number >= 1",
                "palm.identity.passport.life | 999ms | PT0.999S | 1s to 60s",
                "palm.identity.passport.life | 60001ms | PT1M0.001S | 1s to 60s",
                "palm.identity.passport.rotate-every | 3599s | PT59M59S | 1h to 365d",
                "palm.identity.passport.rotate-every | 366d | PT8784H | 1h to 365d",
                "palm.limits.maximum-keys | 999 | 999 | 1000 to 100000000",
                "palm.limits.redis.nodes | 0 | 0 | 1 to 1000",
                "palm.limits.redis.patience | 51ms | PT0.051S | 1ms to 50ms",
                "palm.limits.redis.uri | http://:geheim@h | not shown, since it may hold a password | redis://host:port or rediss://host:port, with :password@ before the host if there is one",
                "palm.compose.sandbox | 127.0.0.1 | 127.0.0.1 | an address with a host and perhaps a path, such as http://127.0.0.1:9100",
                "palm.compose.sandbox | ftp://sandbox | ftp://sandbox | an address with a host and perhaps a path, such as http://127.0.0.1:9100",
                "palm.compose.sandbox | http:/sandbox | http:/sandbox | an address with a host and perhaps a path, such as http://127.0.0.1:9100",
                "palm.compose.sandbox | http://sandbox?x=1 | http://sandbox?x=1 | an address with a host and perhaps a path, such as http://127.0.0.1:9100",
                "palm.compose.sandbox | http://a:b@sandbox | not shown, since it may hold a password | an address with a host and perhaps a path, such as http://127.0.0.1:9100",
                "palm.access-log.pending | 0 | 0 | 1 to 1000000",
                "palm.access-log.pending | 1000001 | 1000001 | 1 to 1000000"
            })
    void wrongValueIsNamedWithItsPropertyAndWhatMayBeWritten(
            String property, String value, String shown, String expected) {
        assertThat(TestSettings.refusal(property, value))
                .hasMessage(property + ": " + shown + " (expected: " + expected + ")");
    }

    @ParameterizedTest
    @CsvSource({
        "palm.bundles.look-every, 10ms",
        "palm.bundles.look-every, 1s",
        "palm.data-plane.port, 0",
        "palm.data-plane.port, 65535",
        "palm.data-plane.maximum-headers, 1KB",
        "palm.data-plane.maximum-headers, 128KB",
        "palm.data-plane.maximum-target, 256B",
        "palm.data-plane.maximum-target, 128KB",
        "palm.data-plane.whole-answers, 0B",
        "palm.data-plane.whole-answers, 1MB",
        "palm.data-plane.idle, 1ms",
        "palm.data-plane.idle, 1h",
        "palm.data-plane.read, 1ms",
        "palm.data-plane.read, 1h",
        "palm.data-plane.event-loops, 1000",
        "palm.data-plane.drain, 0s",
        "palm.data-plane.drain, 1h",
        "palm.data-plane.drain-notice, 5m",
        "palm.data-plane.trusted-peers, 10.0.0.0/32",
        "palm.admin.port, 0",
        "palm.admin.port, 65535",
        "palm.identity.maximum-tokens, 1",
        "palm.identity.maximum-passports, 1",
        "palm.identity.passport.life, 1s",
        "palm.identity.passport.life, 60s",
        "palm.identity.passport.rotate-every, 1h",
        "palm.identity.passport.rotate-every, 365d",
        "palm.compose.sandbox, http://127.0.0.1:9100",
        "palm.compose.sandbox, https://sandbox.example/departments/",
        "palm.access-log.pending, 1",
        "palm.access-log.pending, 1000000"
    })
    void valuesAtTheBordersAreAccepted(String property, String value) {
        assertThatCode(() -> TestSettings.of(property, value)).doesNotThrowAnyException();
    }

    @Test
    void issuerWithoutUriIsRefused() {
        assertThat(TestSettings.refusal(ISSUER + "audience", "palm"))
                .hasMessageStartingWith("palm.identity.issuers.uri: missing (expected: the issuer's identifier");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "audience | ' ' | the aud value",
                "algorithms | HS256 | algorithms: [HS256]",
                "algorithms | none | algorithms: [none]",
                "audience-claim | ' ' | the name of a claim",
                "fixed-audience | public | citizen, official or governor",
                "clock-skew | 301s | clockSkew: PT5M1S (expected: zero to PT5M)",
                "clock-skew | -1s | clockSkew: PT-1S",
                "keys | keys.json | keys: keys.json"
            })
    void wrongValueOfAnIssuerIsNamedWithTheIssuer(String property, String value, String expected) {
        assertThat(TestSettings.refusal(ISSUER + "uri", "https://id.example", ISSUER + property, value))
                .hasMessageStartingWith("palm.identity.issuers: https://id.example (expected: ")
                .hasMessageContaining(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id.example", "ftp://id.example", "https://id.example?x=1", "https://id.example#x"})
    void issuerThatIsNoPlainAddressIsRefused(String uri) {
        assertThat(TestSettings.refusal(ISSUER + "uri", uri))
                .hasMessageStartingWith("palm.identity.issuers: " + uri + " (expected: uri");
    }

    @Test
    void secretIsNeededAsSoonAsSomebodyCanSignIn() {
        assertThat(TestSettings.refusal(ISSUER + "uri", "https://id.example"))
                .hasMessageStartingWith("palm.identity.passport.pairwise-secret: missing (expected: at least 32 random")
                .hasMessageContaining("openssl rand -base64 48");
    }

    @Test
    void shortSecretIsRefusedWithoutBeingShown() {
        String secret = TestSettings.SECRET.substring(1);

        InvalidSetting refusal = TestSettings.refusal("palm.identity.passport.pairwise-secret", secret);

        assertThat(refusal)
                .hasMessage("palm.identity.passport.pairwise-secret: too short (expected: at least 32 characters)");
    }

    @Test
    void refusalIsShownAsOneSentenceAtTheStart() {
        InvalidSetting refusal = TestSettings.refusal("palm.admin.port", "65536");

        FailureAnalysis analysis = new InvalidSettingAnalyzer().analyze(new IllegalStateException(refusal));

        assertThat(analysis).isNotNull();
        assertThat(analysis.getDescription()).isEqualTo(refusal.getMessage());
        assertThat(analysis.getAction()).isEqualTo("Correct the setting and start again.");
    }

    @Test
    void startKnowsTheAnalyzer() {
        SpringFactoriesLoader.FailureHandler others = (type, name, failure) -> {};

        assertThat(SpringFactoriesLoader.forDefaultResourceLocation().load(FailureAnalyzer.class, others))
                .hasAtLeastOneElementOfType(InvalidSettingAnalyzer.class);
    }
}
