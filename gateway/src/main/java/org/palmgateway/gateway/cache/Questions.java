package org.palmgateway.gateway.cache;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.token.Principal;
import org.palmgateway.gateway.cache.coding.AcceptEncoding;
import org.palmgateway.gateway.cache.rule.RequestControl;
import org.palmgateway.gateway.edge.SharedFields;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.routes.model.CacheAudience;
import org.palmgateway.routes.model.Caching;
import org.palmgateway.routes.policy.CachePolicy;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Makes a question of a request that may be answered from the cache. */
final class Questions {

    private final Demotions demotions;
    private final Clock clock;

    Questions(Demotions demotions, Clock clock) {
        this.demotions = demotions;
        this.clock = clock;
    }

    /** Returns the question; null when answers of the route are not kept, or not for this caller. */
    @Nullable
    Question of(ServerHttpRequest request, Facts facts) {
        @Nullable Caching caching = facts.route().route().caching();
        CachePolicy policy = facts.appliedPolicy().route().cache();
        if (caching == null || !policy.enabled()) {
            return null;
        }
        CacheAudience audience =
                demotions.isDemoted(facts.route().route().id()) ? CacheAudience.USER : caching.audience();
        @Nullable Partition partition = partition(audience, facts);
        if (partition == null) {
            return null;
        }
        HttpHeaders asked = request.getHeaders();
        HttpHeaders selecting =
                audience == CacheAudience.USER ? asked : SharedFields.selecting(asked, caching.fields());
        List<String> fields = new ArrayList<>();
        for (String name : caching.fields()) {
            fields.add(name);
            fields.add(String.join(", ", selecting.getOrEmpty(name)));
        }
        CacheKey key = new CacheKey(
                target(request, facts),
                facts.route().route().id(),
                facts.route().route().pattern().toString(),
                facts.route().upstreamPath(facts.canary()).toString(),
                facts.canary(),
                fields,
                partition);
        return new Question(
                facts,
                key,
                audience,
                asked,
                selecting,
                AcceptEncoding.of(asked.getOrEmpty(HttpHeaders.ACCEPT_ENCODING)),
                RequestControl.of(asked),
                policy,
                clock.instant());
    }

    /** Returns what a request is about. */
    static Target target(ServerHttpRequest request, Facts facts) {
        return new Target(facts.normalPath().toString(), request.getURI().getRawQuery());
    }

    private static @Nullable Partition partition(CacheAudience audience, Facts facts) {
        @Nullable Principal principal = facts.principal();
        String requested = facts.regionChain().requested();
        return switch (audience) {
            case PUBLIC -> Partition.Everyone.INSTANCE;
            case REGION -> new Partition.Region(requested);
            case APPLICATION ->
                principal == null || principal.application().isEmpty()
                        ? null
                        : new Partition.Application(principal.issuer(), principal.application(), principal.audience());
            case USER ->
                principal == null
                        ? null
                        : Partition.User.of(principal, facts.route().department(), requested);
        };
    }
}
