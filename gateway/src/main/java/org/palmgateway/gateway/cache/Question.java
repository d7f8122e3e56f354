package org.palmgateway.gateway.cache;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.palmgateway.gateway.cache.coding.AcceptEncoding;
import org.palmgateway.gateway.cache.coding.Coding;
import org.palmgateway.gateway.cache.rule.RequestControl;
import org.palmgateway.gateway.exchange.Disclosure;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.protect.Deadline;
import org.palmgateway.gateway.protect.PreferWait;
import org.palmgateway.routes.model.CacheAudience;
import org.palmgateway.routes.policy.CachePolicy;
import org.springframework.http.HttpHeaders;

/**
 * A request as the cache sees it.
 *
 * @param facts what is known of it
 * @param key what its answer is kept under
 * @param audience who shares the answer
 * @param asked the fields that the caller sent
 * @param selecting those of them that an answer can depend on, as the department sees them but for {@code Accept-Encoding}
 * @param accepted the content codings that the caller accepts
 * @param control what the caller says about answers from the cache
 * @param policy how answers are kept
 * @param at when it was asked
 */
record Question(
        Facts facts,
        CacheKey key,
        CacheAudience audience,
        HttpHeaders asked,
        HttpHeaders selecting,
        AcceptEncoding accepted,
        RequestControl control,
        CachePolicy policy,
        Instant at) {

    /** The department never sees these of the caller's, whoever may share the answer. */
    private static final Set<String> HIDDEN =
            Set.of("authorization", "cookie", "proxy-authorization", "dpop", "forwarded", "x-real-ip");

    /** Returns how much the department is told of the caller. */
    Disclosure disclosure() {
        return switch (audience) {
            case PUBLIC -> Disclosure.NOTHING;
            case REGION -> Disclosure.REGION;
            case APPLICATION -> Disclosure.APPLICATION;
            case USER -> Disclosure.EVERYTHING;
        };
    }

    /**
     * Returns the value of a request field as the department sees it; empty when it does not.
     *
     * <p>Departments are asked for gzip or for nothing, so that what callers accept does not make more than two answers of one; other codings
     * are made here.
     */
    String shown(String name) {
        if (name.equals("accept-encoding")) {
            return accepted.asksFor(Coding.GZIP) ? "gzip" : "identity";
        }
        boolean ours = HIDDEN.contains(name) || name.startsWith("palm-") || name.startsWith("x-forwarded");
        return ours ? "" : String.join(", ", selecting.getOrEmpty(name)).strip();
    }

    /** Returns until when its answer must begin. */
    Deadline deadline() {
        return Deadline.of(
                facts.started(),
                facts.appliedPolicy().deadline(),
                facts.route().route().timeouts().response(),
                facts.part() == null
                        ? PreferWait.of(asked.getOrEmpty("Prefer"))
                        : facts.part().within());
    }

    /** Returns the values of some fields, which a response is selected by or may be. */
    Map<String, String> selection(Collection<String> names) {
        Map<String, String> selection = new HashMap<>();
        names.forEach(name -> selection.put(name, shown(name)));
        return selection;
    }

    /** Returns this question without wishes about freshness, for one who has waited for an answer newer than itself. */
    Question contented() {
        return new Question(facts, key, audience, asked, selecting, accepted, RequestControl.NONE, policy, at);
    }
}
