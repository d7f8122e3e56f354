package org.palmgateway.gateway.call;

import java.nio.ByteBuffer;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A request whose body has been read and is kept, so that it can be looked at, and sent on as it came, more than once. */
public final class KeptBody extends ServerHttpRequestDecorator {

    private final ByteBuffer octets;

    private KeptBody(ServerHttpRequest request, ByteBuffer octets) {
        super(request);
        this.octets = octets;
    }

    /**
     * Reads the whole body of a request; an error of {@link org.springframework.core.io.buffer.DataBufferLimitException} when it is longer than allowed.
     *
     * @param request the request
     * @param most the most octets
     */
    public static Mono<KeptBody> of(ServerHttpRequest request, int most) {
        return DataBufferUtils.join(request.getBody(), most)
                .map(KeptBody::octets)
                .defaultIfEmpty(ByteBuffer.allocate(0))
                .map(octets -> new KeptBody(request, octets));
    }

    /** The buffers of the connection go back to it at once. */
    private static ByteBuffer octets(DataBuffer buffer) {
        byte[] octets = new byte[buffer.readableByteCount()];
        buffer.read(octets);
        DataBufferUtils.release(buffer);
        return ByteBuffer.wrap(octets).asReadOnlyBuffer();
    }

    /** Returns the body, to be read from its beginning. */
    public ByteBuffer octets() {
        return octets.duplicate();
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return Flux.defer(() -> octets.hasRemaining()
                ? Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(octets.duplicate()))
                : Flux.empty());
    }
}
