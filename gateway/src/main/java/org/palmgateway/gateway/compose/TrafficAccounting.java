package org.palmgateway.gateway.compose;

import java.util.List;
import java.util.Optional;
import org.palmgateway.gateway.exchange.Charged;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.forward.Admission;
import org.palmgateway.gateway.forward.Reservation;
import org.palmgateway.gateway.limit.ChargeLimits;
import org.palmgateway.gateway.limit.ChargeLimits.Counted;
import org.palmgateway.gateway.problem.Problem;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/**
 * The accounting of callers' calls. Safe for any number of threads.
 *
 * @param limits charges calls
 * @param admission tells whether departments take requests
 * @param meters counts what becomes of branches
 */
record TrafficAccounting(ChargeLimits limits, Admission admission, ComposeMeters meters) implements Accounting {

    @Override
    public Optional<Problem> closed(Facts facts) {
        return admission.closed(facts);
    }

    @Override
    public Mono<Charged> charge(List<Counted> together) {
        return limits.charge(together);
    }

    @Override
    public Mono<Facts> added(ServerHttpRequest request, Facts facts) {
        return limits.added(request, facts);
    }

    @Override
    public Reservation reserve(Facts facts) {
        return admission.reserve(facts);
    }

    @Override
    public void ended(String department, State state) {
        meters.ended(department, state);
    }
}
