package org.palmgateway.gateway.call;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The body of a department's response, on its way to whoever takes it: one subscriber, or nobody. Until then nothing of it is read, so
 * one of the two must happen, or the connection would be lost.
 *
 * <p>A body that is late or given up is ended by ending its exchange, which closes the connection, and that ends the body on its own event
 * loop. Were it cut off from another thread, a piece that arrives at that moment would belong to nobody, and never be released.
 */
public final class HandedBody {

    private final Flux<DataBuffer> body;
    private final MonoSink<Void> done;
    private final AtomicBoolean taken = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();

    /**
     * Makes one.
     *
     * @param body what is left of the response
     * @param done ends the exchange that the body belongs to
     */
    public HandedBody(Flux<DataBuffer> body, MonoSink<Void> done) {
        this.body = body;
        this.done = done;
    }

    /**
     * Takes the body.
     *
     * @param within how long it may take until its end
     * @return the body, an error when it has been taken or given up before
     */
    public Flux<DataBuffer> take(Duration within) {
        return take(within, Schedulers.parallel());
    }

    /**
     * Takes the body, and has something else than the common timer bound it.
     *
     * @param timer ends it when it is late
     */
    public Flux<DataBuffer> take(Duration within, Scheduler timer) {
        return Flux.defer(() -> {
            if (!taken.compareAndSet(false, true)) {
                return Flux.error(new CancellationException("The body is gone."));
            }
            Disposable late = timer.schedule(
                    () -> end(new TimeoutException("The body is late.")), within.toNanos(), TimeUnit.NANOSECONDS);
            return body.doOnComplete(() -> end(null))
                    .doOnError(this::end)
                    .doOnCancel(() -> end(new CancellationException("Nobody reads the body any more.")))
                    .doFinally(signal -> late.dispose());
        });
    }

    private void end(@Nullable Throwable why) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        if (why == null) {
            done.success();
        } else {
            done.error(why);
        }
    }

    /** Reads the body, which is short or none, to no purpose but that its connection can serve again. */
    public void drain(Duration within) {
        take(within).subscribe(DataBufferUtils::release, error -> {});
    }

    /** Notes that the exchange which the body belongs to was given up, so that nobody may take it. */
    void lost() {
        taken.set(true);
        over.set(true);
    }

    /** Gives the body up, whether somebody took it or not, unless it has ended; its connection is closed. */
    public void giveUp() {
        taken.set(true);
        end(new CancellationException("Nobody wants the body."));
    }
}
