package org.palmgateway.bench.cache;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import org.springframework.http.support.Netty4HeadersAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An answer that nobody reads; counts its octets. Its header section is one of Netty. */
final class BareAnswer extends AbstractServerHttpResponse {

    private long octets;

    BareAnswer() {
        super(
                DefaultDataBufferFactory.sharedInstance,
                new HttpHeaders(new Netty4HeadersAdapter(new DefaultHttpHeaders())));
    }

    /** Returns how long the body was. */
    long octets() {
        return octets;
    }

    @Override
    protected Mono<Void> writeWithInternal(Publisher<? extends DataBuffer> body) {
        return Flux.from(body)
                .doOnNext(buffer -> octets += buffer.readableByteCount())
                .then();
    }

    @Override
    protected Mono<Void> writeAndFlushWithInternal(Publisher<? extends Publisher<? extends DataBuffer>> body) {
        return writeWithInternal(Flux.from(body).concatMap(Flux::from));
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // So says the supertype.
    public <T> T getNativeResponse() {
        throw new IllegalStateException("There is no connection behind this answer.");
    }

    @Override
    protected void applyStatusCode() {
        // Never sent.
    }

    @Override
    protected void applyHeaders() {
        // Never sent.
    }

    @Override
    protected void applyCookies() {
        // Never sent.
    }
}
