package org.palmgateway.gateway.edge;

import java.util.List;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.exchange.NettyFields;
import org.palmgateway.gateway.problem.RateLimit;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponse;

/** The fields that every answer carries, and those that never leave. */
final class AnswerFields {

    static final String REQUEST_ID = "Palm-Request-Id";
    static final String PROXY_STATUS = "Proxy-Status";
    private static final String OURS = "palm-";

    /** By these one department would reach into what others, and the identity provider, do under the same host. */
    private static final List<String> OF_THE_WHOLE_HOST =
            List.of(HttpHeaders.SET_COOKIE, "Service-Worker-Allowed", "Clear-Site-Data", "Alt-Svc");

    private AnswerFields() {}

    /**
     * Completes the header section of an answer. Fields of ours that a department sent are dropped, and so are its cookies: all
     * departments share one host, so one's cookies would be sent to every other.
     *
     * @param ofSignIn whether the answer is the identity provider's
     */
    static void complete(ServerHttpResponse response, Facts facts, boolean ofSignIn, boolean draining) {
        HttpHeaders headers = response.getHeaders();
        if (!ofSignIn) {
            OF_THE_WHOLE_HOST.forEach(headers::remove);
        }
        NettyFields.beginning(response, OURS).forEach(headers::remove);
        headers.set(REQUEST_ID, facts.requestId());
        headers.set("Palm-Revision", Long.toString(facts.snapshot().revision()));
        if (facts.hit() != null) {
            headers.set("Palm-Region", region(facts));
            LifeFields.add(headers, facts);
            if (facts.route().route().id().startsWith(Lanes.PREFIX)) {
                headers.set(Lanes.FIELD, facts.route().owner());
            }
            if (facts.route().route().canary() != null) {
                headers.set("Palm-Version", facts.canary() ? "canary" : "stable");
            }
        }
        if (facts.rateLimit() != null) {
            tell(headers, facts.rateLimit());
        }
        if (draining) {
            headers.set(HttpHeaders.CONNECTION, "close");
        }
    }

    /**
     * Keeps a page of a department from acting as one of the identity provider's, which it shares a host with: it runs in an origin of its
     * own (CSP Level 3 §6.3.2) and cannot be taken for a script.
     */
    static void confine(HttpHeaders headers) {
        headers.add("Content-Security-Policy", "sandbox");
        headers.set("X-Content-Type-Options", "nosniff");
    }

    /** Tells how the most restrictive limit stands (IETF draft "RateLimit header fields for HTTP"). */
    static void tell(HttpHeaders headers, RateLimit limit) {
        headers.set("RateLimit-Policy", limit.policyField());
        headers.set("RateLimit", limit.field());
    }

    /** Returns which region was asked for and which one serves. */
    static String region(Facts facts) {
        return "requested=" + facts.regionChain().requested() + "; served=" + facts.served();
    }
}
