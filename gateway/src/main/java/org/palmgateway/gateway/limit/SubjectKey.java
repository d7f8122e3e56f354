package org.palmgateway.gateway.limit;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.palmgateway.auth.Sha256;
import org.palmgateway.gateway.settings.AddressRange;
import org.palmgateway.routes.policy.Dimension;

/** Writes what a limit counts separately as a text, so that two subjects never have the same one. Pure functions. */
public final class SubjectKey {

    /** Ids are as long as an issuer likes; longer ones are kept as their hash, so that a key's size is bounded. */
    private static final int LONGEST = 64;

    private SubjectKey() {}

    /**
     * Writes a subject.
     *
     * @param values the value of each dimension
     * @param withoutName those dimensions whose value is the address of a caller without a name
     */
    public static String of(Map<Dimension, String> values, Collection<Dimension> withoutName) {
        StringBuilder key = new StringBuilder();
        new TreeMap<>(values).forEach((dimension, value) -> {
            if (withoutName.contains(dimension)) {
                addUnnamed(key, dimension, value);
            } else {
                add(key, dimension, value);
            }
        });
        return key.toString();
    }

    /** Tells whether callers may have no value of a dimension and then count by address. */
    public static boolean mayHaveNoName(Dimension dimension) {
        return dimension == Dimension.CITIZEN || dimension == Dimension.APPLICATION;
    }

    static void add(StringBuilder key, Dimension dimension, String value) {
        add(key, dimension.word(), dimension == Dimension.ADDRESS ? network(value) : value);
    }

    /** Under a word of its own, so that no name can be mistaken for an address. */
    static void addUnnamed(StringBuilder key, Dimension dimension, String address) {
        add(key, dimension.word() + "-at", network(address));
    }

    /** The length before the value keeps two values from being taken for other two. */
    private static void add(StringBuilder key, String word, String value) {
        boolean hashed = value.length() > LONGEST;
        String bounded = hashed ? Sha256.of(value).base64Url() : value;
        key.append(word)
                .append(hashed ? '#' : '=')
                .append(bounded.length())
                .append(':')
                .append(bounded)
                .append(';');
    }

    /** Returns an IPv4 address as it is and the first 64 bits of an IPv6 address, of which one subscriber has all the rest. */
    static String network(String literal) {
        Optional<InetAddress> address = AddressRange.address(literal);
        if (address.isEmpty() || address.get() instanceof Inet4Address) {
            // An IPv4 address within an IPv6 one is an Inet4Address here.
            return address.map(InetAddress::getHostAddress).orElse(literal);
        }
        byte[] octets = address.get().getAddress();
        StringBuilder network = new StringBuilder(24);
        for (int i = 0; i < 8; i += 2) {
            network.append(Integer.toHexString(((octets[i] & 0xff) << 8) | (octets[i + 1] & 0xff)))
                    .append(':');
        }
        return network.append(":/64").toString();
    }
}
