package org.palmgateway.gateway.registry;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.admin.PolicyDocuments;
import org.palmgateway.gateway.edge.Lanes;
import org.palmgateway.gateway.lane.Pass;
import org.palmgateway.gateway.lane.Passes;
import org.palmgateway.gateway.settings.PalmSettings;
import org.palmgateway.routes.bundle.UpstreamHosts;
import org.palmgateway.routes.document.FieldReader;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.model.Upstream;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Lets developers try their drafts on the data plane before anybody else is served by them. */
@RestController
@RequestMapping(path = "/api/owners/{owner}/draft/lane", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Drafts", description = "What an owner is writing, and what it would do")
public final class LaneApi {

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(8);
    private static final Duration USUAL = Duration.ofHours(1);

    private final RegistryCalls registry;
    private final Passes passes;
    private final UpstreamHosts hosts;
    private final Clock clock;

    /**
     * Makes the API.
     *
     * @param registry asks the registry
     * @param passes writes passes
     * @param settings say where upstreams may lead
     * @param clock the time
     */
    public LaneApi(RegistryCalls registry, Passes passes, PalmSettings settings, Clock clock) {
        this.hosts = UpstreamHosts.guarded(settings.registry().upstreamAddresses());
        this.registry = registry;
        this.passes = passes;
        this.clock = clock;
    }

    /** A pass, and the request field that carries it. */
    record PassView(String field, String pass, Instant expires) {}

    private record Wanted(@Nullable URI upstream, Duration life, String reason) {}

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Get a pass to try the draft on the data plane",
            description =
                    "The body may hold upstream (your own address, called in the place of the departments; without it the"
                            + " mock answers from the contract), life (1m to 8h, 1h if left out) and reason. Requests that carry the pass"
                            + " are authenticated and limited as others are.")
    Mono<PassView> pass(
            @PathVariable String owner, @RequestBody String body, ServerWebExchange exchange, Authentication caller) {
        Wanted wanted = PolicyDocuments.read(body, this::wanted);
        Instant expires = clock.instant().plus(wanted.life()).truncatedTo(ChronoUnit.SECONDS);
        Map<String, Object> detail = Map.of(
                "upstream",
                wanted.upstream() == null ? "mock" : wanted.upstream().toString(),
                "expires",
                expires.toString());
        return registry.ask(exchange, caller, (known, actor) -> {
            known.drafts().pass(owner, detail, actor, wanted.reason());
            String pass = passes.write(new Pass(owner, wanted.upstream(), actor.name(), expires));
            return new PassView(Lanes.FIELD, pass, expires);
        });
    }

    private @Nullable Wanted wanted(FieldReader fields) {
        @Nullable URI upstream = fields.has("upstream") ? fields.required("upstream", this::upstream) : null;
        Duration life = fields.optional("life", USUAL, text -> Scalars.duration(text, SHORTEST, LONGEST));
        String reason = fields.optional("reason", "", PolicyDocuments::reason);
        fields.end();
        return life == null || reason == null ? null : new Wanted(upstream, life, reason);
    }

    private URI upstream(String text) {
        if (text.length() > 500) {
            throw new IllegalArgumentException("an address of at most 500 characters");
        }
        URI url = address(text);
        hosts.check(url);
        return url;
    }

    private static URI address(String text) {
        try {
            return new Upstream("own", Scalars.uri(text)).url();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(Upstream.EXPECTED, e);
        }
    }
}
