package org.palmgateway.gateway.call;

import io.netty.buffer.ByteBufAllocator;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import reactor.core.publisher.Mono;

/** A status code and fields, behind which there is no caller. */
final class BareResponse extends AbstractServerHttpResponse {

    BareResponse() {
        super(new NettyDataBufferFactory(ByteBufAllocator.DEFAULT), new HttpHeaders());
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // So says the supertype.
    public <T> T getNativeResponse() {
        throw new IllegalStateException("There is no caller behind this response.");
    }

    @Override
    protected Mono<Void> writeWithInternal(Publisher<? extends DataBuffer> body) {
        return Mono.error(new IllegalStateException("There is no caller to write to."));
    }

    @Override
    protected Mono<Void> writeAndFlushWithInternal(Publisher<? extends Publisher<? extends DataBuffer>> body) {
        return Mono.error(new IllegalStateException("There is no caller to write to."));
    }

    @Override
    protected void applyStatusCode() {
        // Read from here, never sent.
    }

    @Override
    protected void applyHeaders() {
        // Read from here, never sent.
    }

    @Override
    protected void applyCookies() {
        // Read from here, never sent.
    }
}
