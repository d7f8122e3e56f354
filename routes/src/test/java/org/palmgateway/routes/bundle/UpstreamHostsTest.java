package org.palmgateway.routes.bundle;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamHostsTest {

    private static final UpstreamHosts NO_LOOPBACK = UpstreamHosts.guarded(address -> !address.isLoopbackAddress());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.0.0.1.",
                "127.1",
                "0x7f.1",
                "0x7f000001",
                "0177.0.0.1",
                "2130706433",
                "127.0.0.0x1",
                "127.0.0.256",
                "localhost",
                "LOCALHOST.",
                "a.localhost",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "[0:0:0:0:0:ffff:7f00:1]"
            })
    void noSpellingOfARefusedAddressGetsThrough(String host) {
        assertThatThrownBy(() -> NO_LOOPBACK.check(URI.create("http://" + host + ":8080/base")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatCode(() -> UpstreamHosts.TRUSTED.check(URI.create("http://" + host + "/")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"clinic.example", "8.8.8.8", "[2400:3200::1]", "10.example", "x127.0.0.example"})
    void namesAndOtherAddressesMayBeNamed(String host) {
        assertThatCode(() -> NO_LOOPBACK.check(URI.create("http://" + host + "/")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]"})
    void whatIsAllowedMayBeNamed(String host) {
        assertThatCode(() ->
                        UpstreamHosts.guarded(InetAddress::isLoopbackAddress).check(URI.create("http://" + host)))
                .doesNotThrowAnyException();
    }
}
