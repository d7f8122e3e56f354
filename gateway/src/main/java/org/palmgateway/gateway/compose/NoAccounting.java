package org.palmgateway.gateway.compose;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.exchange.Charged;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.forward.Reservation;
import org.palmgateway.gateway.limit.ChargeLimits.Counted;
import org.palmgateway.gateway.problem.Problem;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/** The accounting of dry runs: nobody's limit is charged, no department is kept busy, and no number tells of them. */
final class NoAccounting implements Accounting {

    @Override
    public Optional<Problem> closed(Facts facts) {
        return Optional.empty();
    }

    @Override
    public Mono<Charged> charge(List<Counted> together) {
        return Mono.just(new Charged(null, List.of()));
    }

    @Override
    public Mono<Facts> added(ServerHttpRequest request, Facts facts) {
        return Mono.just(facts);
    }

    @Override
    public @Nullable Reservation reserve(Facts facts) {
        return null;
    }

    @Override
    public void ended(String department, State state) {
        // A dry run is no traffic.
    }
}
