package org.palmgateway.gateway.exchange;

import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A response that nobody receives; it counts as committed as soon as it is written. */
final class TestResponse implements ServerHttpResponse {

    private final HttpHeaders headers = new HttpHeaders();
    private HttpStatusCode status;
    private boolean committed;

    @Override
    public boolean setStatusCode(HttpStatusCode code) {
        status = code;
        return !committed;
    }

    @Override
    public HttpStatusCode getStatusCode() {
        return status;
    }

    @Override
    public HttpHeaders getHeaders() {
        return headers;
    }

    @Override
    public MultiValueMap<String, ResponseCookie> getCookies() {
        return new LinkedMultiValueMap<>();
    }

    @Override
    public void addCookie(ResponseCookie cookie) {
        throw new UnsupportedOperationException();
    }

    @Override
    public DataBufferFactory bufferFactory() {
        return DefaultDataBufferFactory.sharedInstance;
    }

    @Override
    public void beforeCommit(Supplier<? extends Mono<Void>> action) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isCommitted() {
        return committed;
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
        committed = true;
        return Flux.from(body).then();
    }

    @Override
    public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
        committed = true;
        return Flux.from(body).flatMap(part -> part).then();
    }

    @Override
    public Mono<Void> setComplete() {
        committed = true;
        return Mono.empty();
    }
}
