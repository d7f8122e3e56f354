package org.palmgateway.gateway.compose;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.problem.ComposeProblem;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.routes.compose.Composition;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.SynchronousSink;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers branch by branch, each as soon as it has ended. The last piece tells what became of all of them, or why the rest does not come.
 */
final class StreamedBranches {

    private final Presentation presentation;
    private final DataBufferFactory buffers;

    /** Ends come one after the other (Reactive Streams §1.3), whichever threads they come on. */
    private final List<BranchEnd> ended = new ArrayList<>();

    private StreamedBranches(Presentation presentation, DataBufferFactory buffers) {
        this.presentation = presentation;
        this.buffers = buffers;
    }

    static Mono<Void> answer(ServerWebExchange exchange, Presentation presentation, Flux<BranchEnd> ends) {
        Heads.fill(exchange.getResponse().getHeaders(), presentation);
        StreamedBranches streamed =
                new StreamedBranches(presentation, exchange.getResponse().bufferFactory());
        // When a caller leaves before the first piece is written, what writes leaves the branches to themselves.
        Sinks.Empty<Void> over = Sinks.empty();
        return exchange.getResponse()
                .writeAndFlushWith(streamed.pieces(ends.takeUntilOther(over.asMono())))
                .doFinally(signal -> over.tryEmitEmpty());
    }

    /** Each becomes a buffer only when it is written: one that waits for a caller who leaves would never be released. */
    private Flux<Mono<DataBuffer>> pieces(Flux<BranchEnd> ends) {
        return ends.handle((BranchEnd end, SynchronousSink<Mono<DataBuffer>> sink) -> {
                    @Nullable Problem fatal = end.fatal(ended);
                    if (fatal == null) {
                        ended.add(end);
                        sink.next(piece("branch", branch(end)));
                    } else {
                        sink.error(new ProblemException(fatal));
                    }
                })
                .concatWith(Flux.defer(() -> Flux.just(piece("end", end()))))
                // Before the first piece it is answered like any other problem.
                .onErrorResume(
                        ProblemException.class,
                        error -> ended.isEmpty() ? Flux.error(error) : Flux.just(piece("problem", problem(error))));
    }

    private Mono<DataBuffer> piece(String event, ObjectNode data) {
        return Mono.fromSupplier(() -> presentation == Presentation.EVENTS
                        ? Json.buffer(buffers, "event: " + event + "\ndata: ", data, "\n\n")
                        : Json.buffer(buffers, "", data, "\n"))
                .doOnDiscard(DataBuffer.class, DataBufferUtils::release);
    }

    private static ObjectNode branch(BranchEnd end) {
        ObjectNode piece = JsonNodeFactory.instance.objectNode();
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        Merging.add(members, end);
        piece.put("branch", end.branch().id());
        piece.set("members", members);
        piece.set("report", Report.of(end));
        return piece;
    }

    private static ObjectNode problem(ProblemException error) {
        ObjectNode piece = JsonNodeFactory.instance.objectNode();
        piece.put("code", error.problem().kind().code());
        piece.put("status", error.problem().kind().status());
        if (error.problem() instanceof ComposeProblem.OfBranch of) {
            piece.put("branch", of.branch());
            of.done().forEach(piece.putArray("done")::add);
        }
        ObjectNode wrapped = JsonNodeFactory.instance.objectNode();
        wrapped.set("problem", piece);
        return wrapped;
    }

    private ObjectNode end() {
        ObjectNode branches = JsonNodeFactory.instance.objectNode();
        ended.forEach(each -> branches.set(each.branch().id(), Report.of(each)));
        ObjectNode piece = JsonNodeFactory.instance.objectNode();
        piece.set(Composition.BRANCHES, branches);
        return piece;
    }
}
