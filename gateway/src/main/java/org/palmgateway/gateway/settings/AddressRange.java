package org.palmgateway.gateway.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/** A network, written as an address or as CIDR (RFC 4632 §3.1, RFC 4291 §2.3). Immutable. */
public final class AddressRange {

    private final byte[] network;
    private final int bits;

    private AddressRange(byte[] network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    /**
     * Reads a network.
     *
     * @param text an address literal such as {@code 10.0.0.7}, or CIDR such as {@code 10.0.0.0/8} or {@code fd00::/8}
     * @throws InvalidSetting when it is neither
     */
    public static AddressRange valueOf(String text) {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        byte[] address = address(literal).map(InetAddress::getAddress).orElseThrow(() -> invalid(text));
        int bits = slash < 0 ? address.length * 8 : number(text.substring(slash + 1), 128);
        if (bits < 0 || bits > address.length * 8) {
            throw invalid(text);
        }
        return new AddressRange(address, bits);
    }

    /** Returns the address that a literal stands for; empty for names, which would have to be resolved and could change, and nonsense. */
    public static Optional<InetAddress> address(String literal) {
        try {
            return isLiteral(literal) ? Optional.of(InetAddress.getByName(literal)) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static boolean isLiteral(String text) {
        if (text.indexOf(':') >= 0) {
            return text.chars().allMatch(c -> c == ':' || c == '.' || (c < 0x80 && Character.digit(c, 16) >= 0));
        }
        String[] octets = text.split("\\.", -1);
        boolean good = octets.length == 4;
        for (String octet : octets) {
            good &= number(octet, 255) >= 0;
        }
        return good;
    }

    /** Returns the value of up to three decimal digits, or -1 when they are none or the value is too large. */
    private static int number(String text, int largest) {
        boolean digits = !text.isEmpty() && text.length() <= 3 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int value = digits ? Integer.parseInt(text) : -1;
        return value <= largest ? value : -1;
    }

    private static InvalidSetting invalid(String text) {
        return new InvalidSetting(
                "palm.data-plane.trusted-peers", text, "an address or CIDR such as 10.0.0.0/8 or fd00::/8");
    }

    /** Tells whether an address lies in this network; addresses of the other family never do. */
    public boolean contains(InetAddress address) {
        byte[] octets = address.getAddress();
        if (octets.length != network.length) {
            return false;
        }
        int whole = bits / 8;
        int rest = bits % 8;
        if (!Arrays.equals(octets, 0, whole, network, 0, whole)) {
            return false;
        }
        return rest == 0 || ((octets[whole] ^ network[whole]) & 0xff) >> (8 - rest) == 0;
    }
}
