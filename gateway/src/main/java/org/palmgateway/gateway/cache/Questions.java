package org.palmgateway.gateway.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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

    /** Callers send what their few kinds of HTTP clients do; whoever sends something else each time has it read each time. */
    private static final int MOST_CODINGS = 500;

    private static final int LONGEST_CODINGS = 100;

    private final Demotions demotions;
    private final Clock clock;
    private final Cache<String, AcceptEncoding> codings = Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumSize(MOST_CODINGS)
            .build();

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
                accepted(asked),
                RequestControl.of(asked),
                policy,
                clock.instant());
    }

    private AcceptEncoding accepted(HttpHeaders asked) {
        List<String> values = asked.getOrEmpty(HttpHeaders.ACCEPT_ENCODING);
        if (values.size() != 1 || values.get(0).length() > LONGEST_CODINGS) {
            return AcceptEncoding.of(values);
        }
        @Nullable AcceptEncoding known = codings.getIfPresent(values.get(0));
        if (known == null) {
            known = AcceptEncoding.of(values);
            codings.put(values.get(0), known);
        }
        return known;
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
