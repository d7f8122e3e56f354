package org.palmgateway.bench.scale;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.palmgateway.bench.province.SampleRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Requests at a steady rate, whatever the gateway is busy with; counts and times them. Those that are due
 * while too many wait for their answers are not sent, and counted apart.
 */
final class Trickle implements AutoCloseable {

    private static final int MOST_AT_ONCE = 256;
    private static final int MOST_TIMES = 1_000_000;

    private final Caller caller;
    private final List<SampleRequest> requests;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong unsent = new AtomicLong();
    private final ConcurrentMap<String, Long> failures = new ConcurrentSkipListMap<>();
    private final long[] micros = new long[MOST_TIMES];
    private final Sinks.Empty<Void> stop = Sinks.empty();
    private final Mono<Void> running;

    /**
     * Starts.
     *
     * @param requests sent in turn; each must be answered with 200
     * @param every time from one request to the next
     */
    Trickle(Caller caller, List<SampleRequest> requests, Duration every) {
        this.caller = caller;
        this.requests = requests;
        this.running = Flux.interval(every)
                .onBackpressureDrop(tick -> unsent.incrementAndGet())
                .takeUntilOther(stop.asMono())
                .flatMap(tick -> one(), MOST_AT_ONCE)
                .then()
                .cache();
        running.subscribe();
    }

    private Mono<Void> one() {
        int turn = (int) (sent.getAndIncrement() % requests.size());
        long start = System.nanoTime();
        return caller.call(requests.get(turn))
                .doOnNext(status -> note(status, System.nanoTime() - start))
                .doOnError(error -> fail(error.toString()))
                .onErrorComplete()
                .then();
    }

    private void note(int status, long nanos) {
        if (status == 200) {
            micros[(int) (answered.getAndIncrement() % MOST_TIMES)] = nanos / 1000;
        } else {
            fail("status " + status);
        }
    }

    long answered() {
        return answered.get();
    }

    /** Returns how many requests were due and never sent, since too many waited for their answers. */
    long unsent() {
        return unsent.get();
    }

    /** Returns how many requests failed, by status other than 200 or by error. */
    Map<String, Long> failures() {
        return Map.copyOf(failures);
    }

    private void fail(String reason) {
        failures.merge(reason, 1L, Long::sum);
    }

    /** Returns the time that a share of the answered requests was faster than, in milliseconds; after closing only. */
    double millis(double share) {
        int known = (int) Math.min(answered.get(), MOST_TIMES);
        long[] sorted = Arrays.copyOf(micros, known);
        Arrays.sort(sorted);
        return known == 0 ? Double.NaN : sorted[(int) Math.min(known - 1L, Math.round(known * share))] / 1000.0;
    }

    /** Stops sending and waits for the answers that are due. */
    @Override
    public void close() {
        stop.tryEmitEmpty();
        running.block(Duration.ofSeconds(30));
    }
}
