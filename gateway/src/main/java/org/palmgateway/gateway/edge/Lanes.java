package org.palmgateway.gateway.edge;

import java.util.List;
import org.palmgateway.routes.snapshot.Snapshot;
import reactor.core.publisher.Mono;

/** Answers requests by another configuration than what is live. Safe for any number of threads; never blocks. */
public interface Lanes {

    /** The request field that says by which. */
    String FIELD = "Palm-Lane";

    /** What the ids of departments and routes begin with that are tried; no id of a bundle has a colon. */
    String PREFIX = "sandbox:";

    /**
     * Returns the configuration that a request asks for.
     *
     * @param passes the values of its {@value #FIELD}, at least one
     * @return the configuration, or an error of {@link org.palmgateway.gateway.problem.ProblemException} that says why there is none
     */
    Mono<Snapshot> snapshot(List<String> passes);
}
