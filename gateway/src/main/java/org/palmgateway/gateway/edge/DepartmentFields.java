package org.palmgateway.gateway.edge;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.exchange.Facts;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Which fields of a request its department gets to see.
 *
 * <p>Never the caller's credentials or cookies; never a field of ours, or one about proxies, that the caller made up. A name
 * with underscores counts as the one with hyphens, since many backends cannot tell them apart.
 */
public final class DepartmentFields {

    private static final Set<String> KEPT_BACK = Set.of(
            "authorization",
            "proxy-authorization",
            "cookie",
            "expect",
            "x-real-ip",
            "traceparent",
            "forwarded",
            "true-client-ip",
            "cf-connecting-ip");

    private DepartmentFields() {}

    /** Returns the fields for the department, without a passport. */
    public static HttpHeaders of(ServerHttpRequest request, Facts facts, Caller caller) {
        HttpHeaders from = request.getHeaders();
        Set<String> nominated = nominated(from);
        HttpHeaders to = new HttpHeaders();
        for (Map.Entry<String, List<String>> field : from.headerSet()) {
            String name = field.getKey().toLowerCase(Locale.ROOT).replace('_', '-');
            if (!keptBack(name) && !nominated.contains(name)) {
                to.addAll(field.getKey(), field.getValue());
            }
        }
        if (!facts.trace().kept()) {
            to.remove("tracestate");
        }
        to.set("traceparent", facts.trace().traceparent());
        to.set(AnswerFields.REQUEST_ID, facts.requestId());
        to.set("Palm-Region", AnswerFields.region(facts));
        forwarding(from, to, request, caller);
        return to;
    }

    private static boolean keptBack(String name) {
        return KEPT_BACK.contains(name) || name.startsWith("palm-") || name.startsWith("x-forwarded");
    }

    /** Returns the fields that are for this hop only, by the caller's own word (RFC 9110 §7.6.1). */
    private static Set<String> nominated(HttpHeaders from) {
        List<String> connection = from.getOrEmpty(HttpHeaders.CONNECTION);
        if (connection.isEmpty()) {
            return Set.of();
        }
        Set<String> names = new HashSet<>();
        for (String value : connection) {
            for (StringTokenizer tokens = new StringTokenizer(value, ", \t"); tokens.hasMoreTokens(); ) {
                names.add(tokens.nextToken().toLowerCase(Locale.ROOT));
            }
        }
        // Both are needed to see that the caller asks for a WebSocket; the HTTP client drops them otherwise.
        names.remove("upgrade");
        names.remove("connection");
        return names;
    }

    /** Tells the department where the request came from (RFC 7239), believing trusted proxies only. */
    private static void forwarding(HttpHeaders from, HttpHeaders to, ServerHttpRequest request, Caller caller) {
        String proto = request.getSslInfo() == null ? "http" : "https";
        String host = from.getFirst(HttpHeaders.HOST);
        String element = "for=" + node(caller.address()) + (host == null ? "" : ";host=\"" + quotable(host) + "\"")
                + ";proto=" + proto;
        to.set("Forwarded", chain(from, "Forwarded", element, caller));
        to.set("X-Forwarded-For", chain(from, "X-Forwarded-For", caller.address(), caller));
        to.set("X-Forwarded-Proto", believed(from, "X-Forwarded-Proto", proto, caller));
        if (host != null) {
            to.set("X-Forwarded-Host", believed(from, "X-Forwarded-Host", host, caller));
        }
    }

    private static String chain(HttpHeaders from, String name, String own, Caller caller) {
        List<String> before = from.getOrEmpty(name);
        return caller.trusted() && !before.isEmpty() ? String.join(", ", before) + ", " + own : own;
    }

    private static String believed(HttpHeaders from, String name, String own, Caller caller) {
        @Nullable String told = from.getFirst(name);
        return caller.trusted() && told != null ? told : own;
    }

    private static String node(String address) {
        return address.indexOf(':') >= 0 ? "\"[" + address + "]\"" : address;
    }

    private static String quotable(String host) {
        return host.replace("\\", "").replace("\"", "");
    }
}
