package org.palmgateway.gateway.exchange;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;

/**
 * Bounds how long something may take. What takes longer is cancelled, and ends by an error.
 *
 * <p>Does what {@link Mono#timeout(Duration, Mono, Scheduler)} does, which writes a description of what it bounds at every subscription, and
 * counts and serializes values of which there is one at most.
 *
 * @param <T> what it gives
 */
public final class Within<T> extends MonoOperator<T, T> {

    private final Duration most;
    private final Scheduler timer;
    private final Supplier<? extends Throwable> late;

    private Within(Mono<T> source, Duration most, Scheduler timer, Supplier<? extends Throwable> late) {
        super(source);
        this.most = most;
        this.timer = timer;
        this.late = late;
    }

    /**
     * Bounds something; what is late ends by a {@link TimeoutException}.
     *
     * @param source what is bounded
     * @param most how long it may take from when it is subscribed to
     * @param timer ends it then
     */
    public static <T> Mono<T> of(Mono<T> source, Duration most, Scheduler timer) {
        return of(source, most, timer, () -> new TimeoutException("Nothing came within " + most));
    }

    /**
     * Bounds something.
     *
     * @param source what is bounded
     * @param most how long it may take from when it is subscribed to
     * @param timer ends it then
     * @param late makes the error that it ends by when it is late
     */
    public static <T> Mono<T> of(Mono<T> source, Duration most, Scheduler timer, Supplier<? extends Throwable> late) {
        return onAssembly(new Within<>(source, most, timer, late));
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        source.subscribe(new Bounded<>(actual, most, timer, late));
    }

    private static final class Bounded<T> implements CoreSubscriber<T>, Subscription, Runnable {

        private final CoreSubscriber<? super T> actual;
        private final Duration most;
        private final Scheduler timer;
        private final Supplier<? extends Throwable> late;
        private final AtomicBoolean over = new AtomicBoolean();
        private @Nullable Subscription upstream;
        private volatile @Nullable Disposable alarm;

        Bounded(CoreSubscriber<? super T> actual, Duration most, Scheduler timer, Supplier<? extends Throwable> late) {
            this.actual = actual;
            this.most = most;
            this.timer = timer;
            this.late = late;
        }

        @Override
        public Context currentContext() {
            return actual.currentContext();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            upstream = subscription;
            actual.onSubscribe(this);
            // What is over at once needs no timer.
            if (!over.get()) {
                Disposable set = timer.schedule(this, most.toNanos(), TimeUnit.NANOSECONDS);
                alarm = set;
                if (over.get()) {
                    set.dispose();
                }
            }
        }

        @Override
        public void request(long count) {
            if (upstream != null) {
                upstream.request(count);
            }
        }

        @Override
        public void onNext(T value) {
            if (ended()) {
                actual.onNext(value);
                actual.onComplete();
            } else {
                Operators.onDiscard(value, currentContext());
            }
        }

        @Override
        public void onComplete() {
            if (ended()) {
                actual.onComplete();
            }
        }

        @Override
        public void onError(Throwable error) {
            if (ended()) {
                actual.onError(error);
            }
        }

        @Override
        public void cancel() {
            if (ended() && upstream != null) {
                upstream.cancel();
            }
        }

        @Override
        public void run() {
            if (over.compareAndSet(false, true)) {
                if (upstream != null) {
                    upstream.cancel();
                }
                actual.onError(late.get());
            }
        }

        private boolean ended() {
            boolean first = over.compareAndSet(false, true);
            @Nullable Disposable set = alarm;
            if (first && set != null) {
                set.dispose();
            }
            return first;
        }
    }
}
