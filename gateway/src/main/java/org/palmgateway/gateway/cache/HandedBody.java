package org.palmgateway.gateway.cache;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;

/**
 * The body of a department's response, on its way to whoever takes it: one subscriber, or nobody. Until then nothing of it is read, so
 * one of the two must happen, or the connection would be lost.
 */
final class HandedBody {

    private final Flux<DataBuffer> body;
    private final MonoSink<Void> done;
    private final AtomicBoolean taken = new AtomicBoolean();
    private final Sinks.One<DataBuffer> stopped = Sinks.one();

    HandedBody(Flux<DataBuffer> body, MonoSink<Void> done) {
        this.body = body;
        this.done = done;
    }

    /**
     * Takes the body.
     *
     * @param within how long it may take until its end
     * @return the body, an error when it has been taken or given up before
     */
    Flux<DataBuffer> take(Duration within) {
        return Flux.defer(() -> {
            if (!taken.compareAndSet(false, true)) {
                return Flux.error(new CancellationException("The body is gone."));
            }
            Mono<DataBuffer> late =
                    Mono.delay(within).then(Mono.error(() -> new TimeoutException("The body is late.")));
            return body.takeUntilOther(Mono.firstWithSignal(late, stopped.asMono()))
                    .doOnComplete(done::success)
                    .doOnError(done::error)
                    .doOnCancel(() -> done.error(new CancellationException("Nobody reads the body any more.")));
        });
    }

    /** Reads the body, which is short or none, to no purpose but that its connection can serve again. */
    void drain(Duration within) {
        take(within).subscribe(DataBufferUtils::release, error -> {});
    }

    /** Notes that the exchange which the body belongs to was given up, so that nobody may take it. */
    void lost() {
        taken.set(true);
    }

    /** Gives the body up, whether somebody took it or not, unless it has ended; its connection is closed. */
    void giveUp() {
        if (taken.compareAndSet(false, true)) {
            done.error(new CancellationException("Nobody wants the body."));
        } else {
            stopped.tryEmitError(new CancellationException("Whoever took the body has gone."));
        }
    }
}
