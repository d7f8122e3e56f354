package org.palmgateway.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamAddressesTest {

    private static final UpstreamAddresses NONE_BESIDES = new UpstreamAddresses(List.of());

    private static InetAddress address(String literal) throws UnknownHostException {
        return InetAddress.getByName(literal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "100.100.100.200",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.168.1.1",
                "198.18.0.1",
                "203.0.113.9",
                "224.0.0.1",
                "255.255.255.255",
                "168.63.129.16",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "fe80::1",
                "fc00::1",
                "fd00:ec2::254",
                "ff02::1",
                "fec0::1",
                "2002:7f00:1::",
                "2001::1",
                "2001:db8::1",
                "3fff::1",
                "100::1"
            })
    void whatNotEverybodyCanReachIsRefused(String literal) throws UnknownHostException {
        assertThat(NONE_BESIDES.test(address(literal))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "126.0.0.1",
                "128.0.0.1",
                "169.253.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "192.167.0.1",
                "223.5.5.5",
                "2400:3200::1",
                "2001:da8::1",
                "3ffe::1"
            })
    void whatEverybodyCanReachMayBeSentTo(String literal) throws UnknownHostException {
        assertThat(NONE_BESIDES.test(address(literal))).isTrue();
    }

    @Test
    void operatorsMayAllowMore() throws UnknownHostException {
        UpstreamAddresses some =
                new UpstreamAddresses(List.of(AddressRange.valueOf("10.8.0.0/16"), AddressRange.valueOf("fd12::/16")));

        assertThat(some.test(address("10.8.3.4"))).isTrue();
        assertThat(some.test(address("fd12::7"))).isTrue();
        assertThat(some.test(address("10.9.3.4"))).isFalse();
        assertThat(some.test(address("1.1.1.1"))).isTrue();
    }

    @Test
    void whatIsNoNetworkIsNamedWithItsSetting() {
        assertThatThrownBy(() -> AddressRange.valueOf("10.0.0.0/33")).isInstanceOf(InvalidSetting.class);
    }
}
