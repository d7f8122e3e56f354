package org.palmgateway.gateway.registry;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.RequestProblem;
import org.palmgateway.routes.registry.NodeState;
import org.palmgateway.routes.registry.Publishing.Published;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Answers for what was published; when asked to, not before all nodes serve it. */
final class Liveness {

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final int LOOKS = 200;

    private final RegistryCalls registry;

    Liveness(RegistryCalls registry) {
        this.registry = registry;
    }

    /**
     * What came of it.
     *
     * @param revision the revision
     * @param sequence the change of the registry that made it live; 0 while it is not
     * @param live whether all nodes that are up serve it
     * @param behind nodes that do not yet
     */
    record PublishedView(RevisionView revision, long sequence, boolean live, List<String> behind) {}

    /** Refuses another word than {@code live}. */
    static boolean waits(Optional<String> wait) {
        if (wait.isPresent() && !wait.get().equals("live")) {
            throw new ProblemException(new RequestProblem.MalformedRequest("wait"));
        }
        return wait.isPresent();
    }

    /** Answers 200 when it is live, 202 (RFC 9110 §15.3.3) when that takes longer, on other nodes or until somebody agrees. */
    Mono<ResponseEntity<PublishedView>> answer(
            Published published, boolean wait, ServerWebExchange exchange, Authentication caller) {
        RevisionView revision = RevisionView.of(published.revision());
        if (published.sequence() == 0) {
            return Mono.just(ResponseEntity.accepted().body(new PublishedView(revision, 0, false, List.of())));
        }
        Mono<List<String>> behind = registry.ask(
                exchange,
                caller,
                (registry, actor) -> registry.feed().nodes().stream()
                        .filter(node -> node.sequence() < published.sequence())
                        .map(NodeState::node)
                        .toList());
        Mono<List<String>> looked = wait
                ? behind.repeatWhen(looks -> looks.delayElements(LOOK_EVERY))
                        .take(LOOKS)
                        .takeUntil(List::isEmpty)
                        .last()
                : behind;
        return looked.map(nodes -> ResponseEntity.status(nodes.isEmpty() || !wait ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .body(new PublishedView(revision, published.sequence(), nodes.isEmpty(), nodes)));
    }
}
