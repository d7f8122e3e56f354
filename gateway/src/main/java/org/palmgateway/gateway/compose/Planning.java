package org.palmgateway.gateway.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.compose.value.Holding;
import org.palmgateway.gateway.compose.value.Known;
import org.palmgateway.gateway.exchange.Charged;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.exchange.Part;
import org.palmgateway.gateway.forward.Reservation;
import org.palmgateway.gateway.limit.ChargeLimits.Counted;
import org.palmgateway.gateway.problem.ComposeProblem;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.ProblemKind;
import org.palmgateway.gateway.problem.RateLimit;
import org.palmgateway.gateway.problem.TrafficProblem;
import org.palmgateway.routes.compose.Branch;
import org.palmgateway.routes.compose.Condition;
import org.palmgateway.routes.compose.Each;
import org.palmgateway.routes.compose.Pointer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Finds out before the first call what each branch would take, and asks for it: routes, access, limits, places at departments. What is
 * required is had as a whole or not at all; what is not is dropped where it cannot be had.
 */
final class Planning {

    private final BranchRoutes routes;
    private final Accounting accounting;

    Planning(BranchRoutes routes, Accounting accounting) {
        this.routes = routes;
        this.accounting = accounting;
    }

    /**
     * Plans a call.
     *
     * @return the call, charged and with places that must be released; an error of {@link ProblemException} when something required
     *     cannot be had, and then nothing is held, and nothing charged unless it was a department that takes no calls
     */
    Mono<Call> plan(Call call) {
        Optional<Problem> refused = lacking(call).or(() -> accounting.closed(call.facts()));
        return refused.<Mono<Call>>map(problem -> Mono.error(new ProblemException(problem)))
                .orElseGet(() -> found(call).flatMap(this::charged).map(this::placed));
    }

    /** Returns what the request should have brought; empty when it has. */
    private static Optional<Problem> lacking(Call call) {
        for (Pointer needed : call.composition().needs()) {
            JsonNode value = call.known().at(needed);
            if (value.isMissingNode() || value.isNull()) {
                return Optional.of(new ComposeProblem.ValueMissing(ProblemKind.INPUT_MISSING, needed.toString()));
            }
        }
        return Optional.empty();
    }

    /** Finds the route of every branch, and charges and holds nothing. */
    Mono<Call> found(Call call) {
        return Flux.fromIterable(call.composition().branches())
                .concatMap(branch -> find(call, branch).map(planned -> Map.entry(branch, planned)))
                .collectList()
                .map(all -> {
                    Map<String, Planned> planned = new LinkedHashMap<>();
                    all.forEach(each -> planned.put(each.getKey().id(), settled(each.getKey(), each.getValue())));
                    return call.with(planned);
                });
    }

    /** What cannot be had of something required ends the call. */
    private static Planned settled(Branch branch, Planned planned) {
        if (branch.isRequired() && planned instanceof Planned.Refused refused) {
            throw fatal(branch, refused.problem());
        }
        return planned;
    }

    private static ProblemException fatal(Branch branch, Problem problem) {
        return new ProblemException(new ComposeProblem.OfBranch(branch.id(), problem, List.of()));
    }

    private Mono<Planned> find(Call call, Branch branch) {
        @Nullable Condition when = branch.when();
        if (when != null && !when.comesLater() && !Holding.of(when, call.known())) {
            return Mono.just(new Planned.NotNeeded());
        }
        return Mono.defer(() -> {
                    @Nullable JsonNode list = list(call.known(), branch);
                    Known known = list != null && !list.isEmpty() ? call.known().of(list.get(0)) : call.known();
                    Part part = call.time().part(branch, call.facts().route(), System.nanoTime());
                    BranchTarget target = BranchRequests.foreseen(branch, known, call.regions());
                    int times = list == null ? 1 : Math.max(1, list.size());
                    return routes.find(call.request(), call.facts(), branch, part, target)
                            .<Planned>map(facts -> new Planned.Callable(target, facts, times, null));
                })
                .onErrorResume(ProblemException.class, error -> Mono.just(new Planned.Refused(error.problem())));
    }

    /** Returns the list that a branch is called for, when that is known already; null for a branch without one. */
    private static @Nullable JsonNode list(Known known, Branch branch) {
        @Nullable Each each = branch.each();
        return each == null || each.in().comesLater() ? null : Lists.of(each, known);
    }

    private Mono<Call> charged(Call call) {
        List<Counted> required = new ArrayList<>(List.of(new Counted(call.facts(), 1)));
        for (Branch branch : call.composition().branches()) {
            if (branch.isRequired() && call.planned(branch) instanceof Planned.Callable callable) {
                required.add(new Counted(callable.facts(), callable.times()));
            }
        }
        return accounting
                .charge(required)
                .onErrorMap(ProblemException.class, error -> ofItsBranch(call, error))
                .flatMap(charged -> chargeOptional(call.with(call.facts().withCharge(charged))));
    }

    /** Says on account of which branch a limit is used up, unless the call itself counts at it. */
    private static ProblemException ofItsBranch(Call call, ProblemException error) {
        if (!(error.problem() instanceof TrafficProblem.LimitExceeded exceeded)
                || countsAt(exceeded.limit(), call.facts())) {
            return error;
        }
        return call.composition().branches().stream()
                .filter(branch -> branch.isRequired()
                        && call.planned(branch) instanceof Planned.Callable callable
                        && countsAt(exceeded.limit(), callable.facts()))
                .findFirst()
                .map(branch -> fatal(branch, error.problem()))
                .orElse(error);
    }

    private static boolean countsAt(RateLimit limit, Facts facts) {
        return facts.appliedPolicy().limits().stream()
                .anyMatch(placed -> placed.name().equals(limit.name()));
    }

    /** One after the other in their order, so that what comes first is dropped last. */
    private Mono<Call> chargeOptional(Call call) {
        Charged all = call.facts().charge() == null
                ? new Charged(null, List.of())
                : call.facts().charge();
        return Flux.fromIterable(call.composition().branches())
                .concatMap(branch ->
                        charge(branch, call.planned(branch), all).map(planned -> Map.entry(branch.id(), planned)))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .map(call::with);
    }

    private Mono<Planned> charge(Branch branch, Planned planned, Charged before) {
        if (!(planned instanceof Planned.Callable callable)) {
            return Mono.just(planned);
        }
        if (branch.isRequired()) {
            return Mono.just(callable.charged(before));
        }
        return accounting
                .charge(List.of(new Counted(callable.facts(), callable.times())))
                .<Planned>map(callable::charged)
                .onErrorResume(ProblemException.class, error -> Mono.just(new Planned.Refused(error.problem())));
    }

    private Call placed(Call call) {
        Map<String, Planned> planned = new LinkedHashMap<>(call.planned());
        try {
            for (Branch branch : inOrderOfNeed(call)) {
                planned.put(branch.id(), placed(call, branch));
            }
        } catch (ProblemException error) {
            release(planned);
            throw error;
        }
        return call.with(planned);
    }

    /** What is required is asked for first. */
    private static List<Branch> inOrderOfNeed(Call call) {
        List<Branch> branches = new ArrayList<>(call.composition().branches());
        branches.sort((one, other) -> Boolean.compare(other.isRequired(), one.isRequired()));
        return branches;
    }

    private Planned placed(Call call, Branch branch) {
        Planned planned = call.planned(branch);
        // What may be in the cache is answered from there also while its department takes no calls.
        if (!(planned instanceof Planned.Callable callable) || mayBeCached(branch, callable.facts())) {
            return planned;
        }
        try {
            @Nullable Reservation place = accounting.reserve(callable.facts());
            if (place == null) {
                return callable;
            }
            if (call.needs(branch).ended().isEmpty()) {
                return callable.at(place);
            }
            // Held until earlier branches have answered it would keep others out meanwhile.
            place.release();
            return callable;
        } catch (ProblemException error) {
            if (branch.isRequired()) {
                throw fatal(branch, error.problem());
            }
            return new Planned.Refused(error.problem());
        }
    }

    static boolean mayBeCached(Branch branch, Facts facts) {
        return branch.method().equals("GET")
                && facts.route().route().caching() != null
                && facts.appliedPolicy().route().cache().enabled();
    }

    /** Releases every place that is still held. */
    static void release(Map<String, Planned> planned) {
        for (Planned each : planned.values()) {
            if (each instanceof Planned.Callable callable && callable.place() != null) {
                callable.place().release();
            }
        }
    }
}
