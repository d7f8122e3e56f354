package org.palmgateway.gateway.edge;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.settings.AddressRange;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;

/**
 * The peer that a request came from, and whether what it says about others is believed.
 *
 * @param address the peer's address as a literal; {@code unknown} when it is gone already (RFC 7239 §6.2)
 * @param trusted whether it is one of the trusted proxies
 */
public record Caller(String address, boolean trusted) {

    private static final String ATTRIBUTE = Caller.class.getName();
    private static final int LONGEST_REQUEST_ID = 64;

    /** Works out the peer of a request. */
    static Caller of(ServerHttpRequest request, List<AddressRange> trustedPeers) {
        InetSocketAddress remote = request.getRemoteAddress();
        InetAddress address = remote == null ? null : remote.getAddress();
        if (address == null) {
            return new Caller("unknown", false);
        }
        boolean trusted = false;
        for (AddressRange range : trustedPeers) {
            trusted |= range.contains(address);
        }
        String literal = address.getHostAddress();
        int zone = literal.indexOf('%');
        return new Caller(zone < 0 ? literal : literal.substring(0, zone), trusted);
    }

    /** Returns the peer of an exchange, worked out when the request arrived. */
    public static Caller of(ServerWebExchange exchange) {
        return exchange.getRequiredAttribute(ATTRIBUTE);
    }

    /** Makes this the peer of an exchange. */
    void keepIn(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }

    /**
     * Returns the address that the request comes from in the end: the last one in {@code X-Forwarded-For} that is no trusted proxy, or
     * the peer's own. Whatever stands before it in the field may be made up.
     */
    String origin(HttpHeaders headers, List<AddressRange> trustedPeers) {
        String origin = address;
        if (!trusted) {
            return origin;
        }
        String[] chain = String.join(",", headers.getOrEmpty("X-Forwarded-For")).split(",", -1);
        for (int i = chain.length - 1; i >= 0; i--) {
            InetAddress next = AddressRange.address(chain[i].strip()).orElse(null);
            if (next == null) {
                return origin;
            }
            origin = next.getHostAddress();
            if (trustedPeers.stream().noneMatch(range -> range.contains(next))) {
                return origin;
            }
        }
        return origin;
    }

    /** Returns the request id that a trusted proxy gave, or null when a new one is needed. */
    public @Nullable String requestId(HttpHeaders headers) {
        String id = trusted ? headers.getFirst("Palm-Request-Id") : null;
        boolean good = id != null
                && !id.isEmpty()
                && id.length() <= LONGEST_REQUEST_ID
                && id.chars()
                        .allMatch(c ->
                                (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-');
        return good ? id : null;
    }
}
