package org.palmgateway.routes.bundle;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the upstreams of a bundle may be called. Names are resolved when they are connected to, and their addresses looked at then; an address
 * that stands in the bundle itself can be refused at once.
 */
public final class UpstreamHosts {

    /** For bundles that operators wrote themselves, who may send to where they like. */
    public static final UpstreamHosts TRUSTED = new UpstreamHosts(false, address -> true);

    private static final String DECIMAL = "(0|[1-9][0-9]{0,2})";
    private static final Pattern IPV4 = Pattern.compile(DECIMAL + "(\\." + DECIMAL + "){3}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");

    private final boolean guarded;
    private final Predicate<InetAddress> allowed;

    private UpstreamHosts(boolean guarded, Predicate<InetAddress> allowed) {
        this.guarded = guarded;
        this.allowed = allowed;
    }

    /**
     * For bundles of somebody else than operators.
     *
     * @param allowed tells of an address whether it may be sent to
     */
    public static UpstreamHosts guarded(Predicate<InetAddress> allowed) {
        return new UpstreamHosts(true, allowed);
    }

    /** Tells whether addresses are to be looked at when they are connected to. */
    boolean isGuarded() {
        return guarded;
    }

    /**
     * Checks an address.
     *
     * @param upstream the address
     * @throws IllegalArgumentException saying what is expected
     */
    public void check(URI upstream) {
        if (!guarded) {
            return;
        }
        @Nullable String host = upstream.getHost();
        if (host == null) {
            throw new IllegalArgumentException("a name, or an address of four decimal numbers");
        }
        Optional<InetAddress> address = literal(host.toLowerCase(Locale.ROOT));
        if (address.isPresent() && !allowed.test(address.get())) {
            throw new IllegalArgumentException(
                    "a host that everybody can reach, or one that operators allow by palm.registry.allowed-upstreams");
        }
    }

    /** Returns the address that a host stands for; empty for a name. What systems read in several ways is refused (WHATWG URL, 3.5). */
    private static Optional<InetAddress> literal(String host) {
        String bare = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (bare.startsWith("[")) {
            return Optional.of(address(bare.substring(1, bare.length() - 1)));
        }
        if (bare.equals("localhost") || bare.endsWith(".localhost")) {
            return Optional.of(InetAddress.getLoopbackAddress());
        }
        if (!NUMBER.matcher(bare.substring(bare.lastIndexOf('.') + 1)).matches()) {
            return Optional.empty();
        }
        if (!IPV4.matcher(bare).matches()) {
            throw new IllegalArgumentException("a name, or an address of four decimal numbers");
        }
        return Optional.of(address(bare));
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("a name or an address", e);
        }
    }
}
