package org.palmgateway.gateway.edge;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.exchange.Disclosure;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.exchange.NettyFields;
import org.palmgateway.routes.model.Caching;
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
            "dpop",
            "cookie",
            "expect",
            "traceparent",
            // The client that sends the request says whom it is for.
            "host",
            // For this hop only (RFC 9110 §7.6.1); what is left of them is made anew.
            "connection",
            "keep-alive",
            "proxy-connection",
            "upgrade",
            "te",
            "trailer",
            // What proxies tell of the caller's address.
            "forwarded",
            "x-real-ip",
            "x-client-ip",
            "x-cluster-client-ip",
            "true-client-ip",
            "cf-connecting-ip",
            "proxy-client-ip",
            "wl-proxy-client-ip",
            // What proxies tell of the caller's identity (RFC 9440 and its forerunners).
            "client-cert",
            "client-cert-chain",
            "remote-user",
            "x-remote-user",
            // By these some frameworks take another path or method than the one that was authorised.
            "x-rewrite-url",
            "x-http-method",
            "x-http-method-override",
            "x-method-override");

    private static final Set<String> OF_SIGN_IN = Set.of("authorization", "dpop", "cookie", "host");

    private static final List<String> KEPT_BACK_PREFIXES =
            List.of("palm-", "x-forwarded", "x-original-", "x-ssl-client", "x-auth-request-");

    private DepartmentFields() {}

    /** Returns the fields for the department, without a passport. */
    public static HttpHeaders of(ServerHttpRequest request, Facts facts, Caller caller) {
        HttpHeaders from = request.getHeaders();
        HttpHeaders to = passing(request, facts, caller, Set.of());
        if (facts.route().route().webSocket() && asksForWebSocket(from)) {
            to.set(HttpHeaders.CONNECTION, "Upgrade");
            to.set(HttpHeaders.UPGRADE, "websocket");
        }
        to.set("Palm-Region", AnswerFields.region(facts));
        return to;
    }

    /**
     * Returns the fields for a department whose answer is shared among callers, without a passport: nothing that tells one from another,
     * unless it is disclosed who is calling.
     *
     * @param disclosure how much the department is told
     * @param publicUri the address that callers know the gateway by, which is not left to what one of them says; null when it is not known
     */
    public static HttpHeaders ofShared(
            ServerHttpRequest request, Facts facts, Caller caller, Disclosure disclosure, @Nullable URI publicUri) {
        @Nullable Caching caching = facts.route().route().caching();
        HttpHeaders to = SharedFields.of(request.getHeaders(), caching == null ? Set.of() : caching.fields());
        to.set("traceparent", facts.trace().traceparent());
        to.set(AnswerFields.REQUEST_ID, facts.requestId());
        String host = "";
        if (publicUri != null) {
            String authority = publicUri.getRawAuthority();
            host = "host=\"" + authority + "\";proto=" + publicUri.getScheme();
            to.set("Forwarded", host);
            to.set("X-Forwarded-Proto", publicUri.getScheme());
            to.set("X-Forwarded-Host", authority);
        }
        if (disclosure == Disclosure.CALLER) {
            String element = "for=" + node(caller.address()) + (host.isEmpty() ? "" : ";" + host);
            to.set("Forwarded", chain(request.getHeaders(), "Forwarded", element, caller));
            to.set("X-Forwarded-For", chain(request.getHeaders(), "X-Forwarded-For", caller.address(), caller));
        }
        boolean regionCounts = disclosure == Disclosure.REGION || disclosure == Disclosure.CALLER;
        to.set(
                "Palm-Region",
                regionCounts
                        ? AnswerFields.region(facts)
                        : "requested=" + facts.served() + "; served=" + facts.served());
        return to;
    }

    /** Returns the fields for the identity provider, whose own the credentials and cookies of its pages are. */
    public static HttpHeaders ofSignIn(ServerHttpRequest request, Facts facts, Caller caller) {
        return passing(request, facts, caller, OF_SIGN_IN);
    }

    private static HttpHeaders passing(ServerHttpRequest request, Facts facts, Caller caller, Set<String> allowed) {
        HttpHeaders from = request.getHeaders();
        Set<String> nominated = nominated(from);
        HttpHeaders to = new NettyFields();
        NettyFields.each(request, (name, value) -> {
            String spelt = name.toLowerCase(Locale.ROOT).replace('_', '-');
            boolean passes = allowed.contains(spelt) || !keptBack(spelt);
            if (passes && !nominated.contains(spelt)) {
                to.add(name, value);
            }
        });
        if (!facts.trace().kept()) {
            to.remove("tracestate");
        }
        to.set("traceparent", facts.trace().traceparent());
        to.set(AnswerFields.REQUEST_ID, facts.requestId());
        forwarding(from, to, request, caller);
        return to;
    }

    private static boolean keptBack(String name) {
        if (KEPT_BACK.contains(name)) {
            return true;
        }
        for (String prefix : KEPT_BACK_PREFIXES) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether a request opens a WebSocket (RFC 6455 §4.1). */
    private static boolean asksForWebSocket(HttpHeaders from) {
        return nominated(from).contains("upgrade") && "websocket".equalsIgnoreCase(from.getFirst(HttpHeaders.UPGRADE));
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
        // Without its length a body could be read as the next request.
        names.remove("content-length");
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
