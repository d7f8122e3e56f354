package org.palmgateway.bench.cache;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Callers on so many connections, each of whom asks again as soon as it is answered; counts and times the answers. */
final class Rush {

    private static final int MOST_TIMES = 2_000_000;
    private static final int PATHS = 100;

    private final HttpClient client;
    private final int connections;

    Rush(String gateway, int connections) {
        this.client = HttpClient.create(ConnectionProvider.create("palm-bench", connections))
                .baseUrl(gateway)
                .responseTimeout(Duration.ofSeconds(10));
        this.connections = connections;
    }

    /**
     * What the callers saw.
     *
     * @param answered how many answers
     * @param failed how many requests had none, or another one than meant
     * @param perSecond answers in a second
     * @param median the time that half of them took at most, in milliseconds
     * @param most the time that 99 % of them took at most, in milliseconds
     */
    record Seen(long answered, long failed, double perSecond, double median, double most) {}

    /** Asks for a time. */
    Seen ask(Variant variant, Duration time) {
        long[] nanos = new long[MOST_TIMES];
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger asked = new AtomicInteger();
        AtomicLong failed = new AtomicLong();
        long start = System.nanoTime();
        long end = start + time.toNanos();
        Flux.range(0, connections)
                .flatMap(
                        each -> one(variant, nanos, asked, answered, failed)
                                .repeat(() -> System.nanoTime() < end && answered.get() < MOST_TIMES - connections),
                        connections)
                .blockLast();
        double seconds = (System.nanoTime() - start) / 1e9;
        long[] sorted = Arrays.copyOf(nanos, answered.get());
        Arrays.sort(sorted);
        return new Seen(sorted.length, failed.get(), sorted.length / seconds, at(sorted, 0.5), at(sorted, 0.99));
    }

    private Mono<Void> one(
            Variant variant, long[] nanos, AtomicInteger asked, AtomicInteger answered, AtomicLong failed) {
        return Mono.defer(() -> {
            long start = System.nanoTime();
            return client.headers(fields ->
                            fields.set("Accept-Encoding", variant.encoding()).set("Accept", "application/json"))
                    .get()
                    .uri(variant.path() + asked.getAndIncrement() % PATHS)
                    .responseSingle((response, body) -> body.then(Mono.just(variant.isMeant(
                            response.status().code(), response.responseHeaders().get("Cache-Status", "")))))
                    .onErrorReturn(false)
                    .doOnNext(meant -> {
                        if (meant) {
                            nanos[answered.getAndIncrement()] = System.nanoTime() - start;
                        } else {
                            failed.incrementAndGet();
                        }
                    })
                    .then();
        });
    }

    private static double at(long[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) (share * (sorted.length - 1))] / 1e6;
    }
}
