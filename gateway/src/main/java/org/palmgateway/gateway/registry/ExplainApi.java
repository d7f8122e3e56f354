package org.palmgateway.gateway.registry;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.palmgateway.gateway.admin.ManagedIssuers;
import org.palmgateway.gateway.explain.Explain;
import org.palmgateway.gateway.explain.Explanation;
import org.palmgateway.gateway.explain.Question;
import org.palmgateway.gateway.explain.Viewer;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.ProblemTexts;
import org.palmgateway.gateway.problem.RequestProblem;
import org.palmgateway.routes.registry.Actor;
import org.palmgateway.routes.registry.Owner;
import org.palmgateway.routes.registry.Registry;
import org.palmgateway.routes.snapshot.LiveSnapshot;
import org.palmgateway.routes.snapshot.Snapshot;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Answers which route a request would hit and why. */
@RestController
@RequestMapping(path = "/api", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Explain", description = "What would become of a request")
public final class ExplainApi {

    private static final int MOST_OWNERS = 1000;

    private final RegistryCalls registry;
    private final LiveSnapshot live;
    private final Clock clock;
    private final String onlyIssuer;
    private final Explain explain = new Explain(new ProblemTexts());

    /**
     * Makes the API.
     *
     * @param registry tells whose routes a developer may see, and has the drafts
     * @param live where the snapshot in use is found
     * @param clock tells when the request would come
     * @param issuers who may have issued the token that the request would come with
     */
    public ExplainApi(RegistryCalls registry, LiveSnapshot live, Clock clock, ManagedIssuers issuers) {
        this.registry = registry;
        this.live = live;
        this.clock = clock;
        this.onlyIssuer = issuers.issuers().size() == 1 ? issuers.meant(Optional.empty()) : "";
    }

    @GetMapping("/explain")
    @Operation(summary = "Which route a request would hit and why, or what comes nearest")
    Mono<Explanation> explain(
            @Parameter(description = "Request method") @RequestParam(defaultValue = "GET") String method,
            @Parameter(description = "Request path, as a client would send it") @RequestParam String path,
            @Parameter(description = "Value of Palm-Region") @RequestParam Optional<String> region,
            @Parameter(description = "Audience of the token: citizen, official or governor; none without a token")
                    @RequestParam
                    Optional<String> audience,
            @Parameter(description = "Scopes of the token") @RequestParam(defaultValue = "") Set<String> scope,
            @Parameter(description = "Roles of the caller") @RequestParam(defaultValue = "") Set<String> role,
            @Parameter(description = "Assurance level of the sign-in") @RequestParam(defaultValue = "0") int assurance,
            @Parameter(description = "Client id of the application") @RequestParam(defaultValue = "")
                    String application,
            @Parameter(description = "Issuer of the application's tokens, when there are several") @RequestParam
                    Optional<String> issuer,
            @Parameter(
                            description =
                                    "Percentile of the caller, for overrides that hold for a share of them; 99 is reached by none")
                    @RequestParam(defaultValue = "99")
                    int percentile,
            @Parameter(description = "Owner whose draft is to be asked as if it were live") @RequestParam
                    Optional<String> draft,
            ServerWebExchange exchange,
            Authentication caller) {
        if (percentile < 0 || percentile > 99) {
            throw new ProblemException(new RequestProblem.MalformedRequest("percentile"));
        }
        Question question = new Question(
                method,
                path,
                region,
                audience,
                scope,
                role,
                assurance,
                application,
                percentile,
                clock.instant(),
                Optional.of(issuer.orElse(onlyIssuer)));
        if (draft.isEmpty() && registry.seesAll(caller)) {
            // Looks at every route for the nearest miss, which is no work for an event loop.
            return Mono.fromCallable(() -> explain.explain(live.current(), question))
                    .subscribeOn(Schedulers.boundedElastic());
        }
        return registry.ask(exchange, caller, (known, actor) -> {
            Snapshot snapshot = draft.isEmpty()
                    ? live.current()
                    : known.publishing().candidate(draft.get(), actor).snapshot();
            return explain.explain(snapshot, question, viewer(known, actor, caller));
        });
    }

    private Viewer viewer(Registry known, Actor actor, Authentication caller) {
        return registry.seesAll(caller)
                ? new Viewer.Everything()
                : new Viewer.OfOwners(known.owners().list(actor, 0, MOST_OWNERS).items().stream()
                        .map(Owner::id)
                        .collect(Collectors.toSet()));
    }
}
