package org.palmgateway.gateway.compose;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.compose.value.Filling;
import org.palmgateway.gateway.compose.value.Holding;
import org.palmgateway.gateway.compose.value.Known;
import org.palmgateway.gateway.exchange.Part;
import org.palmgateway.gateway.exchange.Within;
import org.palmgateway.gateway.limit.ChargeLimits.Counted;
import org.palmgateway.gateway.problem.ComposeProblem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.ProblemKind;
import org.palmgateway.gateway.problem.TrafficProblem;
import org.palmgateway.routes.compose.Branch;
import org.palmgateway.routes.compose.Each;
import org.palmgateway.routes.compose.OnFailure;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Brings a branch to its end, whatever happens: once or for each item of a list, within its time. Safe for any number of threads. */
final class BranchRun {

    /**
     * How much later a branch ends that nothing else has ended. What takes time is cut off where it takes it; what stands in its place
     * then is in memory, and must not be lost because the machine paused for a moment.
     */
    private static final Duration LAST_RESORT = Duration.ofMillis(250);

    private final Calling calling;
    private final Accounting accounting;
    private final Supplier<Scheduler> timers;

    BranchRun(Calling calling, Accounting accounting, Supplier<Scheduler> timers) {
        this.timers = timers;
        this.calling = calling;
        this.accounting = accounting;
    }

    /**
     * Runs a branch.
     *
     * @param known what is known when all branches that it needs have ended
     * @return its end; an error only for a mistake of the gateway's own
     */
    Mono<BranchEnd> run(Call call, Branch branch, Known known) {
        Planned planned = call.planned(branch);
        if (planned instanceof Planned.NotNeeded) {
            return Mono.just(BranchEnd.skipped(branch));
        }
        return Mono.defer(() -> {
            long began = System.nanoTime();
            return Mono.defer(() -> begun(call, branch, known, planned, began))
                    .onErrorResume(
                            ProblemException.class,
                            error -> Mono.just(BranchEnd.failed(
                                    branch, error.problem(), Duration.ofNanos(System.nanoTime() - began))))
                    .map(end -> orDeclared(end, known));
        });
    }

    private Mono<BranchEnd> begun(Call call, Branch branch, Known known, Planned planned, long began) {
        if (planned instanceof Planned.Refused refused) {
            return Mono.error(new ProblemException(refused.problem()));
        }
        for (String needed : call.needs(branch).results()) {
            if (!known.results().containsKey(needed)) {
                return Mono.error(new ProblemException(
                        new ComposeProblem.ValueMissing(ProblemKind.RESULT_MISSING, "/branches/" + needed)));
            }
        }
        if (branch.when() != null && !Holding.of(branch.when(), known)) {
            return Mono.just(BranchEnd.skipped(branch));
        }
        Planned.Callable callable = (Planned.Callable) planned;
        Part part = call.time().part(branch, call.facts().route(), began);
        Duration left = call.time().left(part, began);
        String department = callable.facts().route().department().id();
        if (left.isZero()) {
            return Mono.error(outOfTime(department));
        }
        Mono<BranchEnd> ended = branch.each() == null
                ? calling.call(call, branch, known, callable, part, callable.place())
                : forEach(call, branch, branch.each(), known, callable, part, began);
        return Within.of(ended, left.plus(LAST_RESORT), timers.get(), () -> outOfTime(department))
                .doFinally(signal -> {
                    if (callable.place() != null) {
                        callable.place().release();
                    }
                });
    }

    static ProblemException outOfTime(String department) {
        return new ProblemException(new TrafficProblem.DeadlineExceeded(department));
    }

    private Mono<BranchEnd> forEach(
            Call call, Branch branch, Each each, Known known, Planned.Callable planned, Part part, long began) {
        JsonNode list = Lists.of(each, known);
        return chargeTheRest(planned, list.size())
                .thenMany(Flux.fromStream(IntStream.range(0, list.size()).boxed()))
                .flatMapSequential(
                        position -> item(call, branch, known.of(list.get(position)), planned, part, position == 0),
                        each.atOnce(),
                        1)
                .collectList()
                .map(items -> together(branch, items, Duration.ofNanos(System.nanoTime() - began)));
    }

    /** How long a list is that an earlier branch answered is known only now. */
    private Mono<Void> chargeTheRest(Planned.Callable planned, int items) {
        return items <= planned.times()
                ? Mono.empty()
                : accounting
                        .charge(List.of(new Counted(planned.facts(), items - planned.times())))
                        .then();
    }

    private Mono<BranchEnd> item(
            Call call, Branch branch, Known known, Planned.Callable planned, Part part, boolean first) {
        return calling.call(call, branch, known, planned, part, first ? planned.place() : null)
                .onErrorResume(
                        ProblemException.class,
                        error -> Mono.just(BranchEnd.failed(branch, error.problem(), Duration.ZERO)))
                .flatMap(end -> end.problem() != null && branch.isRequired()
                        ? Mono.error(new ProblemException(end.problem()))
                        : Mono.just(orDeclared(end, known)));
    }

    /** The results in the order of the list; null stands for one that failed. */
    private static BranchEnd together(Branch branch, List<BranchEnd> items, Duration took) {
        ArrayNode results = JsonNodeFactory.instance.arrayNode(items.size());
        @Nullable BranchEnd failed = null;
        Source source = items.isEmpty() ? Source.NONE : Source.CACHE;
        long age = 0;
        int failures = 0;
        for (BranchEnd item : items) {
            results.add(item.hasResult() ? item.result() : JsonNodeFactory.instance.nullNode());
            if (item.source() == Source.DEPARTMENT) {
                source = Source.DEPARTMENT;
            }
            age = Math.max(age, item.age());
            if (item.problem() != null) {
                failures++;
                failed = failed == null ? item : failed;
            }
        }
        if (failed == null) {
            return BranchEnd.answered(branch, new Result(results, source, age, false), took);
        }
        BranchEnd ended = failed.after(took);
        return failures == items.size() ? ended : ended.instead(results, State.PARTIAL, source, age);
    }

    /** What the composition says stands in the place of a result that is not there. */
    private static BranchEnd orDeclared(BranchEnd end, Known known) {
        return end.problem() != null && !end.hasResult() && end.branch().onFailure() instanceof OnFailure.Instead other
                ? end.instead(Filling.of(other.value(), known), end.state(), Source.COMPOSITION, 0)
                : end;
    }
}
