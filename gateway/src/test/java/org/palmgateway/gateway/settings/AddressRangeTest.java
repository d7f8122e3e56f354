package org.palmgateway.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.7, 10.0.0.7",
        "10.0.0.0/8, 10.255.255.255",
        "10.1.2.3/8, 10.0.0.0",
        "0.0.0.0/0, 203.0.113.9",
        "192.0.2.128/25, 192.0.2.255",
        "172.16.0.0/12, 172.31.255.255",
        "192.0.2.4/30, 192.0.2.7",
        "192.0.2.6/31, 192.0.2.7",
        "255.255.255.255/1, 128.0.0.0",
        "::1, ::1",
        "::/0, 2001:db8::1",
        "fd00::/8, fdff:ffff::1",
        "2001:db8::/33, 2001:db8:7fff::1",
        "2001:db8::/127, 2001:db8::1"
    })
    void addressesOfTheNetworkAreContained(String range, String address) throws UnknownHostException {
        assertThat(AddressRange.valueOf(range).contains(InetAddress.getByName(address)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.7, 10.0.0.8",
        "10.0.0.0/8, 11.0.0.0",
        "192.0.2.128/25, 192.0.2.127",
        "172.16.0.0/12, 172.32.0.0",
        "172.16.0.0/12, 172.15.255.255",
        "192.0.2.4/30, 192.0.2.8",
        "255.255.255.255/1, 127.255.255.255",
        "::1, ::2",
        "fd00::/8, fe00::1",
        "2001:db8::/33, 2001:db8:8000::1",
        "2001:db8::/127, 2001:db8::2"
    })
    void addressesOutsideAreNot(String range, String address) throws UnknownHostException {
        assertThat(AddressRange.valueOf(range).contains(InetAddress.getByName(address)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0/0, ::1", "::/0, 127.0.0.1"})
    void addressesOfTheOtherFamilyAreNever(String range, String address) throws UnknownHostException {
        assertThat(AddressRange.valueOf(range).contains(InetAddress.getByName(address)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/8",
                "localhost",
                "proxy.example",
                "cafe",
                "abc.de",
                "1.2",
                "10.1/8",
                "10.0.0.0/+8",
                "256.0.0.1",
                "\uff11.0.0.1",
                "167772160",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "10.0.0.0/33",
                "10.0.0.0/x",
                "10.0.0.0/8/8",
                "10.0.0.0/99999999999",
                "fd00::/129",
                "fd00::x",
                "fe80::1%lo",
                "[::1]",
                "1:2:3",
                " 10.0.0.0/8"
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> AddressRange.valueOf(text))
                .isInstanceOf(InvalidSetting.class)
                .hasMessage("palm.data-plane.trusted-peers: " + text
                        + " (expected: an address or CIDR such as 10.0.0.0/8 or fd00::/8)");
    }
}
