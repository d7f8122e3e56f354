package org.palmgateway.gateway.cache;

import java.util.function.Consumer;
import org.palmgateway.gateway.cache.rule.Fields;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Stands in the place of a caller's response, and hands over what a department answers. For one exchange. */
final class CapturedResponse extends ServerHttpResponseDecorator {

    private final Consumer<Fetched> taker;

    /** Makes one; the taker is called when the header section is there, before any of the body is read. */
    CapturedResponse(Consumer<Fetched> taker) {
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

    private Mono<Void> hand(Flux<? extends DataBuffer> body, boolean flushed) {
        return Mono.create(done -> {
            HttpStatusCode status = getStatusCode();
            HandedBody handed = new HandedBody(body.cast(DataBuffer.class), done);
            done.onCancel(handed::lost);
            taker.accept(new Fetched(status == null ? 200 : status.value(), Fields.of(getHeaders()), handed, flushed));
        });
    }
}
