package org.palmgateway.gateway.settings;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Where the gateway sends requests in the name of owners who are no operators: to addresses that everybody on the Internet can reach, and those
 * that operators allow besides. Otherwise a developer could reach what stands behind the gateway by way of it: the node itself, other departments,
 * the cloud's metadata.
 *
 * <p>Refused are the special-purpose addresses of the IANA registries (RFC 6890) that are not globally reachable, those that stand for an IPv4
 * address in an IPv6 one, and the metadata address of a cloud that lies outside of them. Immutable; safe for any number of threads.
 */
public final class UpstreamAddresses implements Predicate<InetAddress> {

    private static final List<AddressRange> SPECIAL = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    "168.63.129.16",
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "3fff::/20")
            .map(AddressRange::valueOf)
            .toList();

    /** What of IPv6 is for reaching one host from everywhere (RFC 4291 section 2.4). */
    private static final AddressRange GLOBAL = AddressRange.valueOf("2000::/3");

    private static final int IPV6 = 16;

    private final List<AddressRange> allowed;

    /**
     * Makes the rule.
     *
     * @param allowed what operators allow besides
     */
    public UpstreamAddresses(List<AddressRange> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    @Override
    public boolean test(InetAddress address) {
        return allowed.stream().anyMatch(range -> range.contains(address)) || isPublic(address);
    }

    private static boolean isPublic(InetAddress address) {
        boolean global = address.getAddress().length < IPV6 || GLOBAL.contains(address);
        return global && SPECIAL.stream().noneMatch(range -> range.contains(address));
    }
}
