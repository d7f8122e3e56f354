package org.palmgateway.gateway.exchange;

import java.util.List;
import java.util.function.Consumer;
import org.palmgateway.gateway.problem.ProblemException;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/** Steps in their fixed order. Immutable; shared by all requests. */
public final class Steps {

    private final List<Step> steps;

    /**
     * Takes the steps.
     *
     * @param steps the steps, first one first
     */
    public Steps(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /**
     * Takes one step after the other, at once as far as no step has to wait.
     *
     * @param request the request
     * @param facts what is known before the first step
     * @param known told of what is known after each step, so that a request which a later step refuses is on record with it
     * @return what is known after the last; an error of {@link ProblemException} when a step answers
     */
    public Mono<Facts> run(ServerHttpRequest request, Facts facts, Consumer<Facts> known) {
        return run(request, facts, known, 0);
    }

    private Mono<Facts> run(ServerHttpRequest request, Facts facts, Consumer<Facts> known, int next) {
        if (next == steps.size()) {
            return Mono.just(facts);
        }
        return AtOnce.flatMap(steps.get(next).take(request, facts), verdict -> {
            if (verdict instanceof Verdict.Continue go) {
                known.accept(go.facts());
                return run(request, go.facts(), known, next + 1);
            }
            return Mono.error(new ProblemException(((Verdict.Answer) verdict).problem()));
        });
    }
}
