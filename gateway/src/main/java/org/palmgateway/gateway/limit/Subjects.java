package org.palmgateway.gateway.limit;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.Sha256;
import org.palmgateway.gateway.settings.AddressRange;
import org.palmgateway.routes.policy.AppliedPolicy;
import org.palmgateway.routes.policy.Dimension;
import org.palmgateway.routes.policy.PlacedLimit;

/** Finds the buckets that a request is charged to. Pure functions. */
final class Subjects {

    /** Ids are as long as an issuer likes; longer ones are kept as their hash, so that a key's size is bounded. */
    private static final int LONGEST = 64;

    private Subjects() {}

    static List<Demand> demands(RequestSubject subject, AppliedPolicy policy) {
        List<PlacedLimit> limits = policy.limits();
        List<Demand> demands = new ArrayList<>(limits.size());
        for (PlacedLimit limit : limits) {
            demands.add(new Demand(
                    limit,
                    new BucketKey(limit.name(), key(limit, subject)),
                    policy.route().weight()));
        }
        return demands;
    }

    private static String key(PlacedLimit limit, RequestSubject subject) {
        StringBuilder key = new StringBuilder(48);
        for (Dimension dimension : limit.limit().per()) {
            switch (dimension) {
                case CITIZEN -> add(key, "citizen", subject.citizen(), subject.address());
                case APPLICATION -> add(key, "application", subject.application(), subject.address());
                case ADDRESS -> add(key, "address", network(subject.address()));
                case DEPARTMENT -> add(key, "department", subject.department());
                case ROUTE -> add(key, "route", subject.route());
                case REGION -> add(key, "region", subject.region());
            }
        }
        return key.toString();
    }

    /** Whoever has no name counts by address, under a word of its own, so that no name can be mistaken for an address. */
    private static void add(StringBuilder key, String word, @Nullable String name, String address) {
        if (name == null) {
            add(key, word + "-at", network(address));
        } else {
            add(key, word, name);
        }
    }

    /** The length before the value keeps two values from being taken for other two. */
    private static void add(StringBuilder key, String word, String value) {
        String bounded = value.length() > LONGEST ? "#" + Sha256.of(value).base64Url() : value;
        key.append(word)
                .append('=')
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
            network.append(Integer.toHexString((octets[i] & 0xff) << 8 | (octets[i + 1] & 0xff)))
                    .append(':');
        }
        return network.append("/64").toString();
    }
}
