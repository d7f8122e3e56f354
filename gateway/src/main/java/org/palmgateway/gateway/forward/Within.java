package org.palmgateway.gateway.forward;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;

/**
 * Bounds how long something may take that gives no value. It ends by a {@link TimeoutException} and is cancelled when it takes longer.
 *
 * <p>Does what {@link Mono#timeout(Duration, Scheduler)} does, which writes a description of what it bounds at every subscription, and
 * counts the values that do not come.
 */
final class Within extends MonoOperator<Void, Void> {

    private final Duration most;
    private final Scheduler timer;

    private Within(Mono<Void> source, Duration most, Scheduler timer) {
        super(source);
        this.most = most;
        this.timer = timer;
    }

    static Mono<Void> of(Mono<Void> source, Duration most, Scheduler timer) {
        return onAssembly(new Within(source, most, timer));
    }

    @Override
    public void subscribe(CoreSubscriber<? super Void> actual) {
        source.subscribe(new Bounded(actual, most, timer));
    }

    private static final class Bounded implements CoreSubscriber<Void>, Subscription, Runnable {

        private final CoreSubscriber<? super Void> actual;
        private final Duration most;
        private final Scheduler timer;
        private final AtomicBoolean over = new AtomicBoolean();
        private @Nullable Subscription upstream;
        private volatile @Nullable Disposable alarm;

        Bounded(CoreSubscriber<? super Void> actual, Duration most, Scheduler timer) {
            this.actual = actual;
            this.most = most;
            this.timer = timer;
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
        public void onNext(Void nothing) {
            throw new IllegalStateException("A value came of something that has none.");
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
                actual.onError(new TimeoutException("Nothing came within " + most));
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
