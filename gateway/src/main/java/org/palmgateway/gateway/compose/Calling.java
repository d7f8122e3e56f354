package org.palmgateway.gateway.compose;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.compose.value.Holding;
import org.palmgateway.gateway.compose.value.Known;
import org.palmgateway.gateway.compose.value.Shaping;
import org.palmgateway.gateway.exchange.AtOnce;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.exchange.Part;
import org.palmgateway.gateway.exchange.Within;
import org.palmgateway.gateway.forward.Reservation;
import org.palmgateway.gateway.problem.ComposeProblem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.routes.compose.Branch;
import org.palmgateway.routes.compose.OnFailure;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.JsonNode;

/** Calls a branch once, and makes its result of the answer. Safe for any number of threads. */
final class Calling {

    private final BranchRequests requests;
    private final BranchRoutes routes;
    private final Accounting accounting;
    private final CallerFacts callers;
    private final Conversions conversions;
    private final Supplier<Scheduler> timers;

    Calling(
            BranchRequests requests,
            BranchRoutes routes,
            Accounting accounting,
            CallerFacts callers,
            Conversions conversions,
            Supplier<Scheduler> timers) {
        this.requests = requests;
        this.routes = routes;
        this.accounting = accounting;
        this.callers = callers;
        this.conversions = conversions;
        this.timers = timers;
    }

    /**
     * Calls.
     *
     * @param known what is known now, the item of a list included
     * @param planned what was found out before
     * @param part until when
     * @param place a place among the department's calls; null when none is held
     * @return the end, whatever happens
     */
    Mono<BranchEnd> call(
            Call call, Branch branch, Known known, Planned.Callable planned, Part part, @Nullable Reservation place) {
        return Mono.defer(() -> {
            long began = System.nanoTime();
            BranchRequest request = request(call, branch, known, planned);
            return AtOnce.flatMap(
                    target(call, branch, request, planned, part),
                    facts -> sent(call, branch, known, request, facts, place, began));
        });
    }

    private Mono<BranchEnd> sent(
            Call call,
            Branch branch,
            Known known,
            BranchRequest request,
            Facts facts,
            @Nullable Reservation place,
            long began) {
        String department = facts.route().department().id();
        Duration left = call.time().left(Objects.requireNonNull(facts.part()), began);
        // Cut off here rather than with all of the branch, so that there is time for what may stand in its place.
        Mono<Result> answered = call.calls()
                .send(request, branch.format(), facts, place)
                .flatMap(received -> result(branch, department, known, received));
        return Within.of(answered, left, timers.get(), () -> BranchRun.outOfTime(department))
                .map(result -> BranchEnd.answered(branch, result, since(began)))
                .onErrorResume(
                        ProblemException.class,
                        error -> instead(
                                call,
                                branch,
                                known,
                                request,
                                facts,
                                BranchEnd.failed(branch, error.problem(), since(began))));
    }

    /** Returns what is known of a request: what was found out before, unless its path or region came to be known only now. */
    private Mono<Facts> target(Call call, Branch branch, BranchRequest request, Planned.Callable planned, Part part) {
        if (call.needs(branch).foreseen()) {
            return Mono.just(planned.facts().withPart(part));
        }
        return routes.find(call.request(), call.facts(), branch, part, request.target())
                .map(facts -> planned.facts().charge() == null
                        ? facts
                        : facts.withCharge(planned.facts().charge()))
                .flatMap(facts -> isSameRoute(facts, planned.facts())
                        ? Mono.just(facts)
                        : accounting.added(call.request(), facts));
    }

    private Mono<Result> result(Branch branch, String department, Known known, Received received) {
        // A part of an answer, which nobody asked for, is none.
        if (received.status() < 200 || received.status() >= 300 || received.status() == 206) {
            return Mono.error(answeredWithError(department, received));
        }
        if (received.headers().containsHeader(HttpHeaders.CONTENT_ENCODING)) {
            return Mono.error(Contents.unreadable(department, "content-coding"));
        }
        return conversions.read(branch.format(), department, received.content()).map(said -> {
            if (branch.failedWhen() != null && Holding.of(branch.failedWhen(), known.answered(said))) {
                throw answeredWithError(department, received);
            }
            JsonNode shaped = Shaping.of(branch.shapes(), said);
            return Result.of(shaped, received.headers());
        });
    }

    private static ProblemException answeredWithError(String department, Received received) {
        return new ProblemException(new ComposeProblem.AnsweredWithError(department, received.status()));
    }

    /** What the cache has may stand for a department that fails, but not for a right that the caller does not have. */
    private Mono<BranchEnd> instead(
            Call call, Branch branch, Known known, BranchRequest request, Facts facts, BranchEnd failed) {
        boolean kept = branch.onFailure() instanceof OnFailure.Stale
                && Planning.mayBeCached(branch, facts)
                && failed.state() == State.FAILED;
        if (!kept) {
            return Mono.just(failed);
        }
        // No time: a department is never asked.
        Part none = new Part(Duration.ZERO, 1, true, route -> false);
        return call.calls()
                .fromTheCache(request, branch.format(), facts.withPart(none))
                .flatMap(received -> result(branch, facts.route().department().id(), known, received))
                .map(result -> failed.instead(result.value(), State.STALE, Source.CACHE, result.age()))
                .onErrorReturn(ProblemException.class, failed);
    }

    private BranchRequest request(Call call, Branch branch, Known known, Planned.Callable planned) {
        Known seen = known.seeing(callers.seenBy(
                planned.facts().route().department(), call.facts().principal()));
        BranchTarget target =
                call.needs(branch).foreseen() ? planned.target() : BranchRequests.target(branch, seen, call.regions());
        return requests.of(branch, seen, target);
    }

    private static boolean isSameRoute(Facts one, Facts other) {
        return one.route().route().id().equals(other.route().route().id());
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
