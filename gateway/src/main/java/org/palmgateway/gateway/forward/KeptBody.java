package org.palmgateway.gateway.forward;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A request whose short body is kept, so that it can be sent more than once. */
final class KeptBody extends ServerHttpRequestDecorator {

    private static final DefaultDataBufferFactory BUFFERS = DefaultDataBufferFactory.sharedInstance;

    private final byte[] body;

    private KeptBody(ServerHttpRequest request, byte[] body) {
        super(request);
        this.body = body;
    }

    /** Reads the whole body of a request. */
    static Mono<ServerHttpRequest> of(ServerHttpRequest request) {
        return DataBufferUtils.join(request.getBody(), Repeatable.LONGEST_BODY)
                .map(KeptBody::octets)
                .defaultIfEmpty(new byte[0])
                .map(octets -> new KeptBody(request, octets));
    }

    private static byte[] octets(DataBuffer buffer) {
        byte[] octets = new byte[buffer.readableByteCount()];
        buffer.read(octets);
        DataBufferUtils.release(buffer);
        return octets;
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return Flux.defer(() -> Flux.just(BUFFERS.wrap(body)));
    }
}
