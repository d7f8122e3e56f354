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

/** What composed calls take away from others, of limits and of places at departments, and where they are counted. */
interface Accounting {

    /** Returns why a route is closed now; empty when it is not. */
    Optional<Problem> closed(Facts facts);

    /**
     * Charges several requests to all of their limits or to none.
     *
     * @return what they have been charged; an error of {@link org.palmgateway.gateway.problem.ProblemException} when a limit is used up
     */
    Mono<Charged> charge(List<Counted> together);

    /**
     * Charges a request that turned out to go to another route than was charged for.
     *
     * @return what is known of it; an error of {@link org.palmgateway.gateway.problem.ProblemException} when a limit is used up
     */
    Mono<Facts> added(ServerHttpRequest request, Facts facts);

    /**
     * Holds a place for a request among its department's calls.
     *
     * @return the place; null when none is needed
     * @throws org.palmgateway.gateway.problem.ProblemException when the department does not take it
     */
    @Nullable
    Reservation reserve(Facts facts);

    /** Counts the end of a branch of a department's composition. */
    void ended(String department, State state);
}
