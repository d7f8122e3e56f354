package org.palmgateway.gateway.edge;

import java.util.Locale;
import org.palmgateway.gateway.exchange.Facts;
import org.springframework.http.HttpHeaders;

/** The fields that every answer carries, and those that never leave. */
final class AnswerFields {

    static final String REQUEST_ID = "Palm-Request-Id";
    static final String PROXY_STATUS = "Proxy-Status";
    private static final String OURS = "palm-";

    private AnswerFields() {}

    /**
     * Completes the header section of an answer. Fields of ours that a department sent are dropped, and so are its cookies: all
     * departments share one host, so one's cookies would be sent to every other.
     */
    static void complete(HttpHeaders headers, Facts facts, boolean cookiesPass, boolean draining) {
        if (!cookiesPass) {
            headers.remove(HttpHeaders.SET_COOKIE);
        }
        for (String name : headers.headerNames().toArray(String[]::new)) {
            if (name.toLowerCase(Locale.ROOT).startsWith(OURS)) {
                headers.remove(name);
            }
        }
        headers.set(REQUEST_ID, facts.requestId());
        headers.set("Palm-Revision", Long.toString(facts.snapshot().revision()));
        if (facts.hit() != null) {
            headers.set("Palm-Region", region(facts));
        }
        if (draining) {
            headers.set(HttpHeaders.CONNECTION, "close");
        }
    }

    /** Returns which region was asked for and which one serves. */
    static String region(Facts facts) {
        return "requested=" + facts.regionChain().requested() + "; served=" + facts.served();
    }
}
