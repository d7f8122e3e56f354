package org.palmgateway.gateway.compose;

import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.routes.compose.Format;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.JsonNode;

/** Converts contents: short ones at once, long ones on threads of their own, since an event loop has others to serve. Any thread. */
final class Conversions {

    /** Converting as much takes about half a millisecond. */
    private static final int SHORT = 64 * 1024;

    private final Contents contents;
    private final Scheduler scheduler;

    Conversions(Contents contents, Scheduler scheduler) {
        this.contents = contents;
        this.scheduler = scheduler;
    }

    /** Reads an answer; an error of {@link ProblemException} when it cannot be read. */
    Mono<JsonNode> read(Format format, String department, Content content) {
        return run(content.octets().length, () -> contents.read(format, department, content));
    }

    /** Does something that takes the longer the more octets there are; at once also when too much else is waiting. */
    <T> Mono<T> run(long octets, Callable<T> work) {
        Mono<T> done = Mono.fromCallable(work);
        return octets <= SHORT
                ? done
                : done.subscribeOn(scheduler).onErrorResume(RejectedExecutionException.class, full -> done);
    }
}
