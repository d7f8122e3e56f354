package org.palmgateway.gateway.compose;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.routes.compose.Composition;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Answers with one document, when all branches have ended: their results in the declared order, and what became of each. */
final class WholeDocument {

    private WholeDocument() {}

    static Mono<Void> answer(ServerWebExchange exchange, Call call, Flux<BranchEnd> ends, Conversions conversions) {
        // On the heap: whoever cancels before it is sent leaves nothing to release.
        DataBufferFactory buffers = DefaultDataBufferFactory.sharedInstance;
        return ordered(call, ends)
                .flatMap(ordered -> conversions
                        .run(call.calls().received(), () -> Json.buffer(buffers, document(ordered)))
                        .flatMap(document -> write(exchange, ordered, document)));
    }

    /**
     * Returns the ends of all branches, in the declared order.
     *
     * @return an error of {@link ProblemException} when the call fails on account of one of them
     */
    static Mono<List<BranchEnd>> ordered(Call call, Flux<BranchEnd> ends) {
        return ends.collect(() -> new ArrayList<BranchEnd>(), WholeDocument::addUnlessFatal)
                .map(all -> {
                    Map<String, BranchEnd> byId = new HashMap<>();
                    all.forEach(end -> byId.put(end.branch().id(), end));
                    return call.composition().branches().stream()
                            .map(branch -> Objects.requireNonNull(byId.get(branch.id())))
                            .toList();
                });
    }

    private static void addUnlessFatal(List<BranchEnd> ended, BranchEnd end) {
        @Nullable Problem fatal = end.fatal(ended);
        if (fatal != null) {
            throw new ProblemException(fatal);
        }
        ended.add(end);
    }

    private static Mono<Void> write(ServerWebExchange exchange, List<BranchEnd> ordered, DataBuffer document) {
        ServerHttpResponse response = exchange.getResponse();
        HttpHeaders headers = response.getHeaders();
        Heads.fill(headers, Presentation.DOCUMENT);
        headers.setContentLength(document.readableByteCount());
        @Nullable String status = Report.proxyStatus(ordered);
        if (status != null) {
            headers.set("Proxy-Status", status);
        }
        if (HttpMethod.HEAD.equals(exchange.getRequest().getMethod())) {
            return response.setComplete();
        }
        return response.writeWith(Mono.just(document));
    }

    /** Returns the document: results in the order of their branches, and what became of each. */
    static ObjectNode document(List<BranchEnd> ends) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ObjectNode branches = JsonNodeFactory.instance.objectNode();
        for (BranchEnd end : ends) {
            Merging.add(document, end);
            branches.set(end.branch().id(), Report.of(end));
        }
        document.set(Composition.BRANCHES, branches);
        return document;
    }
}
