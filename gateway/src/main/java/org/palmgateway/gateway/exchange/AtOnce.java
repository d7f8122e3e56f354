package org.palmgateway.gateway.exchange;

import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.Fuseable;
import reactor.core.publisher.Mono;

/**
 * Goes on with a value that is there already without subscribing to it. Nearly every step of nearly every request has its verdict at
 * once, and operators that wait for it would cost more than the steps.
 *
 * <p>What goes on does so when called, not when subscribed to, so callers must be going to subscribe.
 */
public final class AtOnce {

    private AtOnce() {}

    /**
     * Does what {@link Mono#flatMap} does.
     *
     * @param source gives the value
     * @param next what is done with it; what it throws becomes an error
     */
    public static <T, R> Mono<R> flatMap(Mono<T> source, Function<? super T, Mono<R>> next) {
        @Nullable T value = value(source);
        if (value == null) {
            return source.flatMap(next);
        }
        try {
            return next.apply(value);
        } catch (RuntimeException e) {
            return Mono.error(e);
        }
    }

    /**
     * Does what {@link Mono#map} does.
     *
     * @param source gives the value
     * @param next what is made of it; what it throws becomes an error
     */
    public static <T, R> Mono<R> map(Mono<T> source, Function<? super T, R> next) {
        return flatMap(source, value -> Mono.just(next.apply(value)));
    }

    /** Returns the value if it is there; null if it has to be waited for, or is none, or an error. */
    @SuppressWarnings(
            "unchecked") // A scalar calls for what it would emit: Fuseable.ScalarCallable does not say so in types.
    private static <T> @Nullable T value(Mono<T> source) {
        if (!(source instanceof Fuseable.ScalarCallable<?>)) {
            return null;
        }
        try {
            return ((Callable<T>) source).call();
        } catch (Exception error) {
            // Told by subscribing, like every other error.
            return null;
        }
    }
}
