package org.palmgateway.gateway.limit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.answer.TrafficMeters;
import org.palmgateway.gateway.answer.TrafficMeters.Limited;
import org.palmgateway.gateway.exchange.AtOnce;
import org.palmgateway.gateway.exchange.Charged;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.exchange.Step;
import org.palmgateway.gateway.exchange.Verdict;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.RateLimit;
import org.palmgateway.gateway.problem.TrafficProblem;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/**
 * Charges the request to every limit that holds for it, or refuses it when one of them is used up.
 *
 * <p>A request that goes on to another route, because its own department is down, is charged only to the limits that the other one adds.
 */
public final class ChargeLimits implements Step {

    private final Limits limits;
    private final TrafficMeters meters;
    private final LimitCounts counts;

    /**
     * Makes the step.
     *
     * @param limits the buckets
     * @param meters counts what becomes of requests, by department
     * @param counts counts what becomes of requests, by limit
     */
    public ChargeLimits(Limits limits, TrafficMeters meters, LimitCounts counts) {
        this.limits = limits;
        this.meters = meters;
        this.counts = counts;
    }

    /** A composed call is charged together with its parts, by whoever knows them. */
    @Override
    public Mono<Verdict> take(ServerHttpRequest request, Facts facts) {
        if (facts.route().route().composition() != null) {
            return Mono.just(new Verdict.Continue(facts));
        }
        List<Demand> demands = demands(facts);
        Charged before = facts.charge();
        if (before != null && !before.keys().isEmpty()) {
            demands = new ArrayList<>(demands);
            demands.removeIf(demand -> before.keys().contains(demand.key()));
        }
        if (demands.isEmpty()) {
            return Mono.just(new Verdict.Continue(facts));
        }
        return AtOnce.map(limits.charge(demands), charge -> {
            count(charge, new Counted(facts, 1), limit -> true);
            return charge instanceof Charge.Refused
                    ? new Verdict.Answer(refusal(charge))
                    : new Verdict.Continue(facts.withCharge(charged(charge, facts.charge())));
        });
    }

    /**
     * Charges a request that turned out to go to another route than was charged for.
     *
     * @return what is known of it, with what it has been charged; an error of {@link ProblemException} when a limit is used up
     */
    public Mono<Facts> added(ServerHttpRequest request, Facts facts) {
        return AtOnce.map(take(request, facts), verdict -> {
            if (verdict instanceof Verdict.Answer answer) {
                throw new ProblemException(answer.problem());
            }
            return ((Verdict.Continue) verdict).facts();
        });
    }

    /**
     * Charges several requests to all of their limits or to none.
     *
     * @param together the requests, of which several may count at the same limit
     * @return what they have been charged; an error of {@link ProblemException} when a limit is used up
     */
    public Mono<Charged> charge(List<Counted> together) {
        Map<BucketKey, Demand> merged = new LinkedHashMap<>();
        for (Counted counted : together) {
            for (Demand demand : demands(counted.facts())) {
                Demand all = new Demand(demand.limit(), demand.key(), demand.permits() * counted.times());
                merged.merge(
                        demand.key(),
                        all,
                        (one, other) -> new Demand(one.limit(), one.key(), one.permits() + other.permits()));
            }
        }
        if (merged.isEmpty()) {
            return Mono.just(new Charged(null, List.of()));
        }
        return AtOnce.map(limits.charge(List.copyOf(merged.values())), charge -> {
            together.forEach(counted -> count(charge, counted, limitsOf(counted.facts())::contains));
            if (charge instanceof Charge.Refused) {
                throw new ProblemException(refusal(charge));
            }
            return charged(charge, null);
        });
    }

    /**
     * A request, as often as it will be sent.
     *
     * @param facts what is known of it, its policy included
     * @param times how often, at least once
     */
    public record Counted(Facts facts, int times) {}

    private static List<Demand> demands(Facts facts) {
        return Subjects.demands(facts.appliedPolicy(), RequestSubject.of(facts));
    }

    private static Set<String> limitsOf(Facts facts) {
        Set<String> names = new HashSet<>();
        facts.appliedPolicy().limits().forEach(limit -> names.add(limit.name()));
        return names;
    }

    private static Problem refusal(Charge charge) {
        return new TrafficProblem.LimitExceeded(
                Objects.requireNonNull(MostRestrictive.of(charge), "refused by no limit"));
    }

    private static Charged charged(Charge charge, @Nullable Charged before) {
        @Nullable RateLimit told = MostRestrictive.of(charge);
        List<Object> keys = new ArrayList<>(before == null ? List.of() : before.keys());
        List<Standing> standings = charge.standings();
        for (int i = 0; i < standings.size(); i++) {
            keys.add(standings.get(i).demand().key());
        }
        return new Charged(told == null && before != null ? before.standing() : told, keys);
    }

    /** Counts a request at those limits of a charge that are its own. */
    private void count(Charge charge, Counted counted, Predicate<String> own) {
        if (charge instanceof Charge.Refused refused) {
            for (Standing standing : refused.lacking()) {
                count(counted, name(standing), own, Limited.REJECTED);
            }
            return;
        }
        List<Standing> shadowed = ((Charge.Granted) charge).shadowed();
        for (Standing standing : charge.standings()) {
            Limited outcome = shadowed.contains(standing) ? Limited.SHADOWED : Limited.ADMITTED;
            count(counted, name(standing), own, outcome);
        }
    }

    private void count(Counted counted, String limit, Predicate<String> own, Limited outcome) {
        if (!own.test(limit)) {
            return;
        }
        String department = counted.facts().route().department().id();
        for (int i = 0; i < counted.times(); i++) {
            meters.limited(limit, department, counted.facts().priority(), outcome);
            switch (outcome) {
                case ADMITTED -> counts.admitted(limit);
                case REJECTED -> counts.rejected(limit);
                case SHADOWED -> counts.shadowed(limit);
            }
        }
    }

    private static String name(Standing standing) {
        return standing.demand().key().limit();
    }
}
