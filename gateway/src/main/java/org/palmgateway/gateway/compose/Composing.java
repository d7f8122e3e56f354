package org.palmgateway.gateway.compose;

import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.palmgateway.auth.passport.Passports;
import org.palmgateway.gateway.compose.value.Known;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.exchange.Steps;
import org.palmgateway.gateway.forward.Admission;
import org.palmgateway.gateway.limit.ChargeLimits;
import org.palmgateway.gateway.settings.ComposeSettings;
import org.palmgateway.routes.compose.Composition;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Plans composed calls and runs their branches. Safe for any number of threads. */
public final class Composing {

    private final CallerBody bodies;
    private final Planning planning;
    private final BranchRun branches;
    private final Accounting accounting;
    private final Conversions conversions;

    /**
     * Makes it for calls that are charged and counted.
     *
     * @param settings how much is read
     * @param access the steps that let a known caller pass, and find what holds for its traffic
     * @param limits charges calls
     * @param admission tells whether departments take requests
     * @param passports knows what departments may learn of callers
     * @param meters counts what becomes of branches
     * @param scheduler converts long contents
     * @param timers gives what bounds how long a branch may take
     */
    public Composing(
            ComposeSettings settings,
            Steps access,
            ChargeLimits limits,
            Admission admission,
            Passports passports,
            ComposeMeters meters,
            Scheduler scheduler,
            Supplier<Scheduler> timers) {
        this(settings, access, new TrafficAccounting(limits, admission, meters), passports, scheduler, timers);
    }

    /**
     * Makes it.
     *
     * @param settings how much is read
     * @param access the steps that let a known caller pass, and find what holds for its traffic
     * @param accounting takes what calls need, and counts them
     * @param passports knows what departments may learn of callers
     * @param scheduler converts long contents
     * @param timers gives what bounds how long a branch may take
     */
    Composing(
            ComposeSettings settings,
            Steps access,
            Accounting accounting,
            Passports passports,
            Scheduler scheduler,
            Supplier<Scheduler> timers) {
        Contents contents = new Contents((int) settings.maximumBranch().toBytes());
        Contents callers = new Contents((int) settings.maximumRequest().toBytes());
        this.conversions = new Conversions(contents, scheduler);
        BranchRoutes routes = new BranchRoutes(access);
        this.bodies = new CallerBody(
                callers, conversions, (int) settings.maximumRequest().toBytes());
        this.planning = new Planning(routes, accounting);
        this.branches = new BranchRun(
                new Calling(
                        new BranchRequests(contents),
                        routes,
                        accounting,
                        new CallerFacts(passports),
                        conversions,
                        timers),
                accounting,
                timers);
        this.accounting = accounting;
    }

    /**
     * Begins a call: reads what it brings, and asks for all that it takes.
     *
     * @param facts what is known of it, its policy included
     * @param calls sends the requests of branches
     * @return the call, whose branches must be run; an error of {@link org.palmgateway.gateway.problem.ProblemException} when it is refused
     */
    Mono<Call> begin(ServerHttpRequest request, Facts facts, BranchCalls calls) {
        Composition composition =
                Objects.requireNonNull(facts.route().route().composition(), "the route is not composed");
        Mono<JsonNode> body = composition.plan().body() ? bodies.read(request) : Mono.just(MissingNode.getInstance());
        return body.map(read -> new Call(
                        request,
                        facts,
                        known(request, facts, read),
                        CallTime.of(facts, request.getHeaders()),
                        Map.of(),
                        calls))
                .flatMap(planning::plan);
    }

    private static Known known(ServerHttpRequest request, Facts facts, JsonNode body) {
        MultiValueMap<String, String> query = request.getQueryParams();
        return new Known(
                facts.route().route().pattern().variables(facts.normalPath()),
                query::getFirst,
                request.getHeaders()::getFirst,
                body,
                facts.regionChain().requested(),
                CallerFacts.all(facts.principal()),
                Map.of(),
                MissingNode.getInstance(),
                MissingNode.getInstance());
    }

    /** Releases what is still held for a call. Its branches may never have been run, when nobody waits for their ends. */
    static void end(Call call) {
        Planning.release(call.planned());
    }

    /** Returns what converts long contents. */
    Conversions conversions() {
        return conversions;
    }

    /** Runs the branches of a call; each end as it comes. Cancelling stops all that are under way. */
    Flux<BranchEnd> run(Call call) {
        return new Run(call, branches)
                .ends()
                .doOnNext(end ->
                        accounting.ended(call.facts().route().department().id(), end.state()));
    }
}
