package org.palmgateway.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.RequestProblem;
import org.palmgateway.routes.region.Divisions;
import org.palmgateway.routes.snapshot.Snapshot;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class StepsTest {

    private final ServerHttpRequest request = TestExchange.request("GET", "/insurance/records");
    private final Facts start = Facts.of(
            "r-0", Trace.from(List.of()), Snapshot.empty(Divisions.zhejiang()), System.nanoTime(), "192.0.2.1");
    private final List<String> taken = new ArrayList<>();
    private final List<Facts> known = new ArrayList<>();

    @Test
    void stepsAreTakenInTheirOrderEachWithWhatTheOneBeforeFound() {
        Steps steps = new Steps(List.of(renaming("a"), renaming("b"), renaming("c")));

        StepVerifier.create(steps.run(request, start, known::add).map(Facts::requestId))
                .expectNext("r-0abc")
                .verifyComplete();
        assertThat(taken).containsExactly("r-0", "r-0a", "r-0ab");
    }

    @Test
    void firstAnswerEndsTheSteps() {
        Steps steps = new Steps(List.of(
                renaming("a"),
                answering(new RequestProblem.UnknownPath()),
                renaming("b"),
                answering(new RequestProblem.TargetTooLong())));

        StepVerifier.create(steps.run(request, start, known::add))
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(
                                ProblemException.class,
                                known -> assertThat(known.problem()).isEqualTo(new RequestProblem.UnknownPath())));
        assertThat(taken).containsExactly("r-0");
        assertThat(known).extracting(Facts::requestId).containsExactly("r-0a");
    }

    @Test
    void noStepsLeaveTheFactsAsTheyAre() {
        StepVerifier.create(new Steps(List.of()).run(request, start, known::add))
                .expectNext(start)
                .verifyComplete();
    }

    @Test
    void mistakeOfAStepIsPassedOnAsItIs() {
        Steps steps = new Steps(List.of((r, f) -> Mono.error(new IllegalStateException("a mistake")), renaming("a")));

        StepVerifier.create(steps.run(request, start, known::add)).verifyErrorMessage("a mistake");
        assertThat(taken).isEmpty();
    }

    @Test
    void laterChangesOfTheListChangeNothing() {
        List<Step> list = new ArrayList<>(List.of(renaming("a")));
        Steps steps = new Steps(list);
        list.clear();

        StepVerifier.create(steps.run(request, start, known::add).map(Facts::requestId))
                .expectNext("r-0a")
                .verifyComplete();
    }

    private Step renaming(String suffix) {
        return (seen, facts) -> {
            taken.add(facts.requestId());
            return Mono.just(new Verdict.Continue(Facts.of(
                    facts.requestId() + suffix, facts.trace(), facts.snapshot(), facts.started(), facts.address())));
        };
    }

    private static Step answering(Problem problem) {
        return (seen, facts) -> Mono.just(new Verdict.Answer(problem));
    }
}
