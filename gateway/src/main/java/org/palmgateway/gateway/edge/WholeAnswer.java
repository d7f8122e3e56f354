package org.palmgateway.gateway.edge;

import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Mono;

/**
 * Holds a short answer of known length until all of it is there.
 *
 * <p>A department that breaks off in the middle of such an answer can then be answered with a problem, since nothing has been
 * sent yet. Longer answers and those of unknown length stream past.
 */
final class WholeAnswer extends ServerHttpResponseDecorator {

    private final long longest;

    WholeAnswer(ServerHttpResponse response, long longest) {
        super(response);
        this.longest = longest;
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
        long length = getHeaders().getContentLength();
        if (length <= 0 || length > longest) {
            return super.writeWith(body);
        }
        return super.writeWith(DataBufferUtils.join(body, (int) longest));
    }
}
