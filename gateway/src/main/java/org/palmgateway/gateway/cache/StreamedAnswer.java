package org.palmgateway.gateway.cache;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.cache.coding.Compressible;
import org.palmgateway.gateway.cache.rule.Conditions;
import org.palmgateway.gateway.cache.rule.EntityTags;
import org.palmgateway.gateway.cache.rule.Fields;
import org.palmgateway.gateway.cache.rule.Validators;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Gives a caller a department's response as it comes. */
final class StreamedAnswer {

    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    private StreamedAnswer() {}

    /** Gives a response that is kept as it streams; the caller may have it already, and then gets nothing of it. */
    static Mono<Void> kept(
            ServerWebExchange exchange, Question question, Landing.Streaming streaming, CacheStatus status) {
        ServerHttpResponse out = exchange.getResponse();
        Fields fields = streaming.fetched().fields();
        begin(out, fields, streaming.fetched().status(), status);
        if (Compressible.is(fields.first("Content-Type")) && !fields.has("Content-Encoding")) {
            CachedAnswer.varyByEncoding(out.getHeaders());
        }
        if (streaming.fetched().status() == OK && has(question, fields)) {
            streaming.recording().leave();
            for (String name : List.of("Content-Length", "Content-Type", "Content-Encoding", "Content-Language")) {
                out.getHeaders().remove(name);
            }
            out.setStatusCode(HttpStatusCode.valueOf(NOT_MODIFIED));
            return out.setComplete();
        }
        return out.writeWith(streaming.recording().body());
    }

    private static boolean has(Question question, Fields fields) {
        @Nullable String tag = Validators.of(fields).entityTag();
        return Conditions.any(question.asked())
                && Conditions.notModified(
                        question.asked(),
                        theirs -> tag != null && EntityTags.weaklyEqual(theirs, tag),
                        tag != null,
                        fields,
                        question.at());
    }

    /** Gives a response that is not kept. */
    static Mono<Void> passing(
            ServerWebExchange exchange, Question question, Landing.Passing passing, CacheStatus status) {
        ServerHttpResponse out = exchange.getResponse();
        Fetched fetched = passing.fetched();
        begin(out, fetched.fields(), fetched.status(), status);
        Duration within = question.facts().route().route().timeouts().response();
        Flux<DataBuffer> body = fetched.body().take(within);
        return fetched.flushed() ? out.writeAndFlushWith(body.map(Flux::just)) : out.writeWith(body);
    }

    private static void begin(ServerHttpResponse out, Fields fields, int code, CacheStatus status) {
        HttpHeaders headers = out.getHeaders();
        fields.without(CachedAnswer::isOurs).addTo(headers);
        headers.add(CacheStatus.FIELD, status.value());
        out.setRawStatusCode(code);
    }
}
