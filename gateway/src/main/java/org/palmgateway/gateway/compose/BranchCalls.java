package org.palmgateway.gateway.compose;

import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.forward.Reservation;
import org.palmgateway.routes.compose.Format;
import reactor.core.publisher.Mono;

/** Sends the requests of one call's branches. */
interface BranchCalls {

    /**
     * Sends a request when it is subscribed to; stops it when that is cancelled.
     *
     * @param request the request
     * @param format what the department is asked for
     * @param facts what is known of it: its route, its policy, until when it has to be answered
     * @param place a place among its department's calls; null when none is held for it
     * @return the answer, or an error of {@link org.palmgateway.gateway.problem.ProblemException}
     */
    Mono<Received> send(BranchRequest request, Format format, Facts facts, @Nullable Reservation place);

    /** Returns how many octets of answers have come so far. */
    long received();

    /**
     * Looks up what is kept of a request's answer, however old it is, and asks no department.
     *
     * @return the answer, or an error when nothing is kept
     */
    Mono<Received> fromTheCache(BranchRequest request, Format format, Facts facts);
}
