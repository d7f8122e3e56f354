package org.palmgateway.gateway.compose;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.passport.Passports;
import org.palmgateway.gateway.edge.RequestIds;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.exchange.Steps;
import org.palmgateway.gateway.exchange.Trace;
import org.palmgateway.gateway.problem.AdminProblem;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.settings.ComposeSettings;
import org.palmgateway.routes.snapshot.Snapshot;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.JsonNode;

/**
 * Plans composed calls and runs them as any other, but that every request goes to the sandbox. No limit is charged, no department is
 * called or kept busy, nothing is counted or kept. Safe for any number of threads; never blocks.
 */
public final class DryRuns {

    /** How many may be under way: they are for people who try something, not for load. */
    private static final int MOST = 4;

    private final ComposeSettings settings;
    private final Steps arrival;
    private final Steps access;
    private final Composing composing;
    private final Passports passports;
    private final HttpClient client;
    private final Clock clock;
    private final RequestIds ids = new RequestIds();
    private final AtomicInteger underWay = new AtomicInteger();

    /**
     * Makes it.
     *
     * @param settings how much is read, and where the sandbox is
     * @param arrival the steps that find the route of a request
     * @param access the steps that let a known caller pass, and find what holds for its traffic
     * @param passports mints passports for departments of the sandbox
     * @param client sends requests
     * @param scheduler converts long contents
     * @param clock the time
     */
    public DryRuns(
            ComposeSettings settings,
            Steps arrival,
            Steps access,
            Passports passports,
            HttpClient client,
            Scheduler scheduler,
            Clock clock) {
        this.settings = settings;
        this.arrival = arrival;
        this.access = access;
        this.composing =
                new Composing(settings, access, new NoAccounting(), passports, scheduler, Schedulers::parallel);
        this.passports = passports;
        this.client = client;
        this.clock = clock;
    }

    /**
     * Makes a dry run. Cancelling stops it.
     *
     * @param snapshot the configuration
     * @param asked the call
     * @return what came of it, failures of the call included; an error of {@link ProblemException} when there can be no dry run: there is no
     *     sandbox, the route is not composed, or too many are under way
     */
    public Mono<DryRun> run(Snapshot snapshot, DryCall asked) {
        @Nullable URI sandbox = settings.sandbox();
        if (sandbox == null) {
            return Mono.error(new ProblemException(new AdminProblem.NoSandbox()));
        }
        return Mono.defer(() -> {
            if (underWay.incrementAndGet() > MOST) {
                underWay.decrementAndGet();
                return Mono.error(new ProblemException(new AdminProblem.TooManyDryRuns()));
            }
            return Mono.defer(() -> begun(snapshot, asked, sandbox)).doFinally(signal -> underWay.decrementAndGet());
        });
    }

    private Mono<DryRun> begun(Snapshot snapshot, DryCall asked, URI sandbox) {
        DryRequest request = DryRequest.of(asked);
        Room room = new Room(
                (int) settings.maximumBranch().toBytes(),
                settings.maximumBranches().toBytes());
        SandboxCalls calls = new SandboxCalls(client, sandbox, passports, request, room);
        Facts facts = Facts.of(ids.next(), Trace.from(List.of()), snapshot, System.nanoTime(), "unknown");
        Facts known = asked.caller() == null
                ? facts
                : facts.withPrincipal(asked.caller().principal(clock.instant()));
        return arrival.run(request, known, all -> {})
                .map(DryRuns::composed)
                .flatMap(matched -> answer(request, matched, calls)
                        .map(answer -> ended(matched, answer, null, calls))
                        .onErrorResume(
                                ProblemException.class,
                                error -> Mono.just(ended(matched, null, error.problem(), calls))))
                .onErrorResume(
                        ProblemException.class,
                        error -> error.problem() instanceof AdminProblem.NotComposed
                                ? Mono.error(error)
                                : Mono.just(ended(null, null, error.problem(), calls)));
    }

    private static Facts composed(Facts matched) {
        if (matched.route().route().composition() == null) {
            throw new ProblemException(
                    new AdminProblem.NotComposed(matched.route().route().id()));
        }
        return matched;
    }

    private Mono<JsonNode> answer(DryRequest request, Facts matched, SandboxCalls calls) {
        return access.run(request, matched, all -> {})
                .flatMap(ready -> composing.begin(request, ready, calls))
                .flatMap(call -> WholeDocument.ordered(call, composing.run(call)))
                .map(WholeDocument::document);
    }

    private static DryRun ended(
            @Nullable Facts matched, @Nullable JsonNode answer, @Nullable Problem problem, SandboxCalls calls) {
        @Nullable
        String route = matched == null ? null : matched.route().route().id();
        return new DryRun(route, answer, problem, calls.sent(), calls.requests());
    }
}
