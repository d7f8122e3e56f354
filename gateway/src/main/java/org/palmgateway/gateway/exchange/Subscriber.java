package org.palmgateway.gateway.exchange;

import io.netty.util.NetUtil;

/**
 * Tells whose an address is, as far as addresses tell: an IPv4 address by itself, an IPv6 address by its first 64 bits, the
 * network that one subscriber is given (RFC 6177 §2), who may choose any of the rest.
 */
public final class Subscriber {

    private static final int IPV4 = 4;
    private static final int IPV6 = 16;
    private static final int NETWORK = 8;

    private Subscriber() {}

    /**
     * Returns the subscriber of an address: the same for all ways to write it. IPv4 addresses in IPv6 form ({@code ::ffff:192.0.2.1},
     * RFC 4291 §2.5.5.2) are IPv4 addresses; zones, which mean something on one host only, are left out. What is no address, such as
     * {@code unknown}, stands for itself.
     */
    public static String of(String address) {
        byte[] octets = NetUtil.createByteArrayFromIpAddressString(address);
        if (octets == null) {
            return address;
        }
        if (octets.length == IPV4) {
            return NetUtil.bytesToIpAddress(octets);
        }
        return isMapped(octets) ? NetUtil.bytesToIpAddress(octets, IPV6 - IPV4, IPV4) : network(octets);
    }

    private static boolean isMapped(byte[] octets) {
        for (int i = 0; i < 10; i++) {
            if (octets[i] != 0) {
                return false;
            }
        }
        return octets[10] == -1 && octets[11] == -1;
    }

    private static String network(byte[] octets) {
        StringBuilder text = new StringBuilder(24);
        for (int i = 0; i < NETWORK; i += 2) {
            text.append(Integer.toHexString((octets[i] & 0xff) << 8 | (octets[i + 1] & 0xff)))
                    .append(':');
        }
        return text.append(":/64").toString();
    }
}
