package org.palmgateway.gateway.compose;

import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.exchange.Charged;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.forward.Reservation;
import org.palmgateway.gateway.problem.Problem;

/** What is known of a branch before the first call. */
sealed interface Planned {

    /**
     * It will be called.
     *
     * @param target where its request goes, as far as that is known
     * @param facts its route, as far as that is known before earlier branches have answered, and its policy
     * @param times how often it is charged for beforehand
     * @param place a place among its department's calls; null when none is held
     */
    record Callable(
            BranchTarget target,
            Facts facts,
            int times,
            @Nullable Reservation place) implements Planned {

        Callable charged(Charged charged) {
            return new Callable(target, facts.withCharge(charged), times, place);
        }

        Callable at(Reservation held) {
            return new Callable(target, facts, times, held);
        }
    }

    /**
     * It cannot be called.
     *
     * @param problem why
     */
    record Refused(Problem problem) implements Planned {}

    /** It need not be called. */
    record NotNeeded() implements Planned {}
}
