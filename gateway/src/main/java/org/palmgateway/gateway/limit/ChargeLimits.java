package org.palmgateway.gateway.limit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.answer.TrafficMeters;
import org.palmgateway.gateway.answer.TrafficMeters.Limited;
import org.palmgateway.gateway.exchange.Charged;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.exchange.Step;
import org.palmgateway.gateway.exchange.Verdict;
import org.palmgateway.gateway.problem.RateLimit;
import org.palmgateway.gateway.problem.TrafficProblem;
import org.palmgateway.routes.policy.Priority;
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

    @Override
    public Mono<Verdict> take(ServerHttpRequest request, Facts facts) {
        List<Demand> demands = Subjects.demands(facts.appliedPolicy(), RequestSubject.of(facts));
        Charged before = facts.charge();
        if (before != null && !before.keys().isEmpty()) {
            List<Demand> added = new ArrayList<>(demands);
            added.removeIf(demand -> before.keys().contains(demand.key()));
            demands = added;
        }
        if (demands.isEmpty()) {
            return Mono.just(new Verdict.Continue(facts));
        }
        return limits.charge(demands).map(charge -> verdict(charge, facts));
    }

    private Verdict verdict(Charge charge, Facts facts) {
        count(charge, facts);
        @Nullable RateLimit told = MostRestrictive.of(charge);
        if (charge instanceof Charge.Refused) {
            return new Verdict.Answer(
                    new TrafficProblem.LimitExceeded(Objects.requireNonNull(told, "refused by no limit")));
        }
        Set<Object> keys = new HashSet<>();
        if (facts.charge() != null) {
            keys.addAll(facts.charge().keys());
        }
        charge.standings().forEach(standing -> keys.add(standing.demand().key()));
        return new Verdict.Continue(facts.withCharge(new Charged(told == null ? facts.rateLimit() : told, keys)));
    }

    private void count(Charge charge, Facts facts) {
        String department = facts.route().department().id();
        Priority priority = facts.appliedPolicy().priority();
        if (charge instanceof Charge.Refused refused) {
            for (Standing standing : refused.lacking()) {
                meters.limited(name(standing), department, priority, Limited.REJECTED);
                counts.rejected(name(standing));
            }
            return;
        }
        List<Standing> shadowed = ((Charge.Granted) charge).shadowed();
        for (Standing standing : charge.standings()) {
            if (shadowed.contains(standing)) {
                meters.limited(name(standing), department, priority, Limited.SHADOWED);
                counts.shadowed(name(standing));
            } else {
                meters.limited(name(standing), department, priority, Limited.ADMITTED);
                counts.admitted(name(standing));
            }
        }
    }

    private static String name(Standing standing) {
        return standing.demand().key().limit();
    }
}
