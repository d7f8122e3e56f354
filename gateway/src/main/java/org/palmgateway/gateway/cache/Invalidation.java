package org.palmgateway.gateway.cache;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.token.Principal;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.routes.path.MalformedPath;
import org.palmgateway.routes.path.NormalPath;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Forgets what a change has made out of date (RFC 9111 §4.4): what is stored for the target, and for what {@code Location} and {@code
 * Content-Location} of the same origin name. Of what is kept for single callers only the one's who made the change is forgotten, lest
 * anybody could empty the cache for all.
 */
final class Invalidation {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final ResponseStore store;
    private final Flights flights;

    Invalidation(ResponseStore store, Flights flights) {
        this.store = store;
        this.flights = flights;
    }

    /** Sees to it that a request which changes something is heeded as soon as it is answered, before its caller can know. */
    void watch(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        if (SAFE.contains(request.getMethod().name())) {
            return;
        }
        ServerHttpResponse response = exchange.getResponse();
        response.beforeCommit(() -> {
            HttpStatusCode status = response.getStatusCode();
            if (status == null || status.is2xxSuccessful() || status.is3xxRedirection()) {
                changed(request, Facts.of(exchange), response.getHeaders());
            }
            return Mono.empty();
        });
    }

    private void changed(ServerHttpRequest request, Facts facts, HttpHeaders answered) {
        Set<Target> targets = new HashSet<>();
        targets.add(Questions.target(request, facts));
        for (String name : List.of(HttpHeaders.LOCATION, HttpHeaders.CONTENT_LOCATION)) {
            @Nullable Target named = sameOrigin(request.getURI(), request.getHeaders(), answered.getFirst(name));
            if (named != null) {
                targets.add(named);
            }
        }
        @Nullable Principal principal = facts.principal();
        for (Target target : targets) {
            forget(new CacheKey.Place(target, null));
            if (principal != null) {
                forget(new CacheKey.Place(target, new Partition.Person(principal.issuer(), principal.subject())));
            }
        }
    }

    private void forget(CacheKey.Place place) {
        flights.invalidate(place);
        store.forget(place);
    }

    /** Returns what a field names under the host that the caller asked, or null. */
    private static @Nullable Target sameOrigin(URI asked, HttpHeaders headers, @Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            URI named = asked.resolve(new URI(value));
            @Nullable String authority = named.getRawAuthority();
            @Nullable String host = headers.getFirst(HttpHeaders.HOST);
            boolean same = authority != null
                    && (authority.equalsIgnoreCase(host) || authority.equalsIgnoreCase(asked.getRawAuthority()));
            return same ? new Target(NormalPath.of(named.getRawPath()).toString(), named.getRawQuery()) : null;
        } catch (URISyntaxException | IllegalArgumentException | MalformedPath e) {
            // It names nothing that could be stored here.
            return null;
        }
    }
}
