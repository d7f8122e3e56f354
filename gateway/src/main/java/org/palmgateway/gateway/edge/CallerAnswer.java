package org.palmgateway.gateway.edge;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.Fuseable;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/**
 * The answer to a caller. A short one of known length is held until all of it is there, and handed to the server in one piece.
 *
 * <p>A department that breaks off in the middle of such an answer can then be answered with a problem, since nothing has been
 * sent yet. Longer answers and those of unknown length stream past.
 */
final class CallerAnswer extends ServerHttpResponseDecorator {

    private final long longest;
    private final List<Supplier<? extends Mono<Void>>> before = new ArrayList<>(3);
    private final AtomicBoolean begun = new AtomicBoolean();

    /**
     * Makes it.
     *
     * @param response what answers that stream past are written to
     * @param longest the longest answer that is held, in octets
     */
    CallerAnswer(ServerHttpResponse response, long longest) {
        super(response);
        this.longest = longest;
        response.beforeCommit(this::complete);
    }

    @Override
    public void beforeCommit(Supplier<? extends Mono<Void>> action) {
        before.add(action);
    }

    @Override
    public boolean isCommitted() {
        return begun.get() || super.isCommitted();
    }

    @Override
    public boolean setStatusCode(@Nullable HttpStatusCode status) {
        return !begun.get() && super.setStatusCode(status);
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
        long length = getHeaders().getContentLength();
        if (length <= 0 || length > longest) {
            return super.writeWith(body);
        }
        Mono<? extends DataBuffer> whole =
                body instanceof Mono<? extends DataBuffer> one ? one : DataBufferUtils.join(body, (int) longest);
        return ServerHttpResponseDecorator.getNativeResponse(getDelegate()) instanceof HttpServerResponse server
                ? whole.flatMap(octets -> send(server, octets))
                : super.writeWith(whole);
    }

    /** Has the head of an answer without a body sent when the exchange is over. */
    @Override
    public Mono<Void> setComplete() {
        return begun.get() ? Mono.empty() : super.setComplete();
    }

    /**
     * Sends all at once. What Spring's own response does for it is the same in a dozen operators.
     */
    private Mono<Void> send(HttpServerResponse server, DataBuffer octets) {
        if (super.isCommitted() || !begun.compareAndSet(false, true)) {
            DataBufferUtils.release(octets);
            return Mono.empty();
        }
        ByteBuf buffer = NettyDataBufferFactory.toByteBuf(octets);
        AtomicBoolean taken = new AtomicBoolean();
        Mono<ByteBuf> given = Mono.fromSupplier(() -> {
            taken.set(true);
            return buffer;
        });
        return Mono.defer(() -> send(server, given)).doFinally(signal -> {
            // The server does not even ask for it when the caller is gone.
            if (taken.compareAndSet(false, true)) {
                buffer.release();
            }
        });
    }

    private Mono<Void> send(HttpServerResponse server, Mono<ByteBuf> octets) {
        Mono<Void> completed = complete();
        @Nullable HttpStatusCode status = getStatusCode();
        if (status != null) {
            server.status(status.value());
        }
        Mono<Void> sent = server.send(octets).then();
        return completed instanceof Fuseable.ScalarCallable<?> ? sent : completed.then(sent);
    }

    private Mono<Void> complete() {
        Mono<Void> all = Mono.empty();
        for (Supplier<? extends Mono<Void>> action : before) {
            Mono<Void> done = action.get();
            if (!(done instanceof Fuseable.ScalarCallable<?>)) {
                all = all.then(done);
            }
        }
        return all;
    }
}
