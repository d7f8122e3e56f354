package org.palmgateway.gateway.application;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.palmgateway.gateway.admin.ManagedIssuers;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.RequestProblem;
import org.palmgateway.gateway.registry.Pages;
import org.palmgateway.gateway.registry.RegistryCalls;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.registry.Usage;
import org.palmgateway.routes.registry.UsageCount;
import org.palmgateway.routes.registry.UsageCount.ByClass;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Shows what applications have called: a developer of his own, an owner of its routes. */
@RestController
@RequestMapping(path = "/api", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Usage", description = "What applications have called")
public final class UsageApi {

    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final Duration BY_DEFAULT = Duration.ofDays(1);
    private static final String FROM =
            "Beginning of the time, such as 2026-05-01T00:00:00Z; a day before its end if left out";
    private static final String TO = "End of the time; the end of this hour if left out";

    private final RegistryCalls registry;
    private final ManagedIssuers issuers;
    private final Clock clock;

    /**
     * Makes the API.
     *
     * @param registry asks the registry
     * @param issuers whose applications they are
     * @param clock tells until when there can be any usage
     */
    public UsageApi(RegistryCalls registry, ManagedIssuers issuers, Clock clock) {
        this.registry = registry;
        this.issuers = issuers;
        this.clock = clock;
    }

    /** A page of counts. */
    record UsagePage(Instant from, Instant to, String step, int offset, List<Count> usage) {}

    /** Answers that an application got from a route, by class of status. */
    record Count(Instant at, String client, String issuer, String owner, String route, ByClass answers) {
        static Count of(UsageCount count) {
            return new Count(
                    instant(count.hour()),
                    count.client(),
                    count.issuer(),
                    count.owner(),
                    count.route(),
                    count.answers());
        }
    }

    @GetMapping("/applications/{client}/usage")
    @Operation(
            summary = "What an application has called, by time and route",
            description = "Summed over all nodes, each of which brings its counts every few seconds.")
    Mono<UsagePage> ofApplication(
            @PathVariable String client,
            @RequestParam Optional<String> issuer,
            @Parameter(description = FROM) @RequestParam Optional<String> from,
            @Parameter(description = TO) @RequestParam Optional<String> to,
            @Parameter(description = "hour or day") @RequestParam(defaultValue = "hour") String step,
            @Parameter(description = "How many to skip") @RequestParam(defaultValue = "0") int offset,
            @Parameter(description = "The most to return, 1 to 1000") @RequestParam(defaultValue = "1000") int limit,
            ServerWebExchange exchange,
            Authentication caller) {
        String meant = issuers.meant(issuer);
        Usage.Range range = range(from, to, step, offset, limit);
        return registry.ask(
                exchange,
                caller,
                (registry, actor) -> page(range, registry.usage().ofApplication(meant, client, range, actor)));
    }

    @GetMapping("/owners/{owner}/usage")
    @Operation(summary = "What applications have called of an owner, by time, route and application")
    Mono<UsagePage> ofOwner(
            @PathVariable String owner,
            @Parameter(description = FROM) @RequestParam Optional<String> from,
            @Parameter(description = TO) @RequestParam Optional<String> to,
            @Parameter(description = "hour or day") @RequestParam(defaultValue = "hour") String step,
            @Parameter(description = "How many to skip") @RequestParam(defaultValue = "0") int offset,
            @Parameter(description = "The most to return, 1 to 1000") @RequestParam(defaultValue = "1000") int limit,
            ServerWebExchange exchange,
            Authentication caller) {
        Usage.Range range = range(from, to, step, offset, limit);
        return registry.ask(
                exchange,
                caller,
                (registry, actor) -> page(range, registry.usage().ofOwner(owner, range, actor)));
    }

    /** Counts are kept by the hour, so that a time that begins or ends within one takes in all of it. */
    private Usage.Range range(Optional<String> from, Optional<String> to, String step, int offset, int limit) {
        Pages.check(offset, limit);
        Instant end = to.map(UsageApi::time).orElseGet(clock::instant);
        Instant begin = from.map(UsageApi::time).orElseGet(() -> end.minus(BY_DEFAULT));
        if (begin.isAfter(end)) {
            throw malformed("from: not after to");
        }
        return new Usage.Range(
                Math.floorDiv(begin.toEpochMilli(), HOUR),
                Math.floorDiv(end.toEpochMilli() + HOUR - 1, HOUR),
                step(step),
                offset,
                limit);
    }

    private static UsagePage page(Usage.Range range, List<UsageCount> counts) {
        return new UsagePage(
                instant(range.from()),
                instant(range.to()),
                Scalars.word(range.step()),
                range.offset(),
                counts.stream().map(Count::of).toList());
    }

    private static Instant instant(long hour) {
        return Instant.ofEpochMilli(hour * HOUR);
    }

    private static Instant time(String text) {
        try {
            Instant time = Instant.parse(text);
            // Beyond this, milliseconds have no number.
            if (Math.abs(time.getEpochSecond())
                    > Instant.parse("9999-12-31T00:00:00Z").getEpochSecond()) {
                throw malformed("time: of this age");
            }
            return time;
        } catch (DateTimeException e) {
            throw malformed("time: such as 2026-05-01T00:00:00Z");
        }
    }

    private static Usage.Step step(String word) {
        try {
            return Scalars.constant(Usage.Step.class, word);
        } catch (IllegalArgumentException e) {
            throw malformed("step: hour or day");
        }
    }

    private static ProblemException malformed(String what) {
        return new ProblemException(new RequestProblem.MalformedRequest(what));
    }
}
