package org.palmgateway.gateway.call;

import java.util.function.Consumer;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Stands in the place of a caller's response, and hands over what a department answers. For one exchange. */
public final class CapturedResponse extends ServerHttpResponseDecorator {

    private final Consumer<Arrived> taker;

    /** Makes one; the taker is called when the header section is there, before any of the body is read. */
    public CapturedResponse(Consumer<Arrived> taker) {
        super(new BareResponse());
        this.taker = taker;
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
        return hand(Flux.from(body), false);
    }

    @Override
    public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
        return hand(Flux.from(body).concatMap(Flux::from), true);
    }

    /** Hands over an answer without a body. */
    @Override
    public Mono<Void> setComplete() {
        return hand(Flux.empty(), false);
    }

    private Mono<Void> hand(Flux<? extends DataBuffer> body, boolean flushed) {
        return Mono.create(done -> {
            HttpStatusCode status = getStatusCode();
            HandedBody handed = new HandedBody(body.cast(DataBuffer.class), done);
            done.onCancel(handed::lost);
            taker.accept(new Arrived(status == null ? 200 : status.value(), getHeaders(), handed, flushed));
        });
    }
}
