package org.palmgateway.gateway.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where bundles are kept that developers register through the admin API, under {@code palm.registry}. The text form leaves the password out.
 *
 * @param url JDBC address of H2 or PostgreSQL, or {@link #NONE} for a node that takes bundles from its directory alone; default
 *     {@code jdbc:h2:file:./data/registry}
 * @param user user of the database; default none, which is H2's own
 * @param password the user's password; default none
 * @param state where what the registry last published is kept, for a start without the database; default {@code data/registry-last-good}
 * @param lookEvery time between two looks for changes that other nodes made, 50 ms to 10 s; default 500 ms
 * @param notice how long before its sunset a live route has to be deprecated by others than operators of the province, up to 8760h; default
 *     720h; with 0s routes go at once
 * @param mock address of a WireMock, which the gateway teaches the contracts of drafts that are tried; null when there is none
 * @param recordedRequests how many of the last requests are kept in memory, so that a change can be tried on them, 0 to 1,000,000; default
 *     10,000
 * @param allowedUpstreams addresses and networks (CIDR) that upstreams of the registry may have besides those that everybody can reach; default
 *     none
 * @param node name of this node, which no other node has; default the machine's
 */
public record RegistrySettings(
        @DefaultValue("jdbc:h2:file:./data/registry") String url,
        @DefaultValue("") String user,
        @DefaultValue("") String password,
        @DefaultValue("data/registry-last-good") Path state,
        @DefaultValue("500ms") Duration lookEvery,
        @DefaultValue("720h") Duration notice,
        @Nullable URI mock,
        @DefaultValue("10000") int recordedRequests,
        @DefaultValue List<String> allowedUpstreams,
        @DefaultValue("") String node) {

    /** Stands in the place of the address for no registry. */
    public static final String NONE = "none";

    private static final int MOST_RECORDED = 1_000_000;
    private static final int LONGEST_NODE = 100;

    /** Checks address, interval and name. */
    public RegistrySettings {
        boolean known = url.equals(NONE) || url.startsWith("jdbc:h2:") || url.startsWith("jdbc:postgresql:");
        if (!known) {
            throw new InvalidSetting(
                    "palm.registry.url",
                    // What is no address may be a password in the wrong place.
                    "not an address of a database",
                    "jdbc:postgresql://host:5432/database, jdbc:h2:file:./data/registry, or none");
        }
        if (lookEvery.compareTo(Duration.ofMillis(50)) < 0 || lookEvery.compareTo(Duration.ofSeconds(10)) > 0) {
            throw new InvalidSetting("palm.registry.look-every", lookEvery, "50ms to 10s");
        }
        if (mock != null && (mock.getHost() == null || mock.getRawUserInfo() != null || mock.getRawQuery() != null)) {
            throw new InvalidSetting(
                    "palm.registry.mock",
                    "no plain address",
                    "the address of a WireMock, such as http://127.0.0.1:9200");
        }
        if (notice.isNegative() || notice.compareTo(Duration.ofDays(365)) > 0) {
            throw new InvalidSetting("palm.registry.notice", notice, "0s to 8760h");
        }
        if (recordedRequests < 0 || recordedRequests > MOST_RECORDED) {
            throw new InvalidSetting("palm.registry.recorded-requests", recordedRequests, "0 to " + MOST_RECORDED);
        }
        allowedUpstreams = List.copyOf(allowedUpstreams);
        addresses(allowedUpstreams);
        if (node.length() > LONGEST_NODE || node.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new InvalidSetting("palm.registry.node", node, "at most 100 printable characters without spaces");
        }
    }

    /** Tells whether there is a registry. */
    public boolean enabled() {
        return !url.equals(NONE);
    }

    /** Returns where upstreams of the registry may lead. */
    public UpstreamAddresses upstreamAddresses() {
        return addresses(allowedUpstreams);
    }

    private static UpstreamAddresses addresses(List<String> allowed) {
        List<AddressRange> ranges = new ArrayList<>();
        for (String range : allowed) {
            try {
                ranges.add(AddressRange.valueOf(range));
            } catch (InvalidSetting e) {
                throw new InvalidSetting(
                        "palm.registry.allowed-upstreams", range, "an address or CIDR such as 10.0.0.0/8 or fd00::/8");
            }
        }
        return new UpstreamAddresses(ranges);
    }

    @Override
    public String toString() {
        return "RegistrySettings[state=" + state + ", lookEvery=" + lookEvery + ", node=" + node + "]";
    }
}
