package org.palmgateway.gateway.limit.shared;

import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Knows whether Redis answers. Any failure ends the footing on it at once, for all buckets; a probe at regular times finds out
 * when it answers again, so that no request has to.
 */
final class Link {

    /** After how many turns without an answer a connection is taken for dead. */
    private static final int DEAD_AFTER = 8;

    private final BucketStore store;
    private final Counters counters;
    private final AtomicReference<Footing> footing = new AtomicReference<>(Footing.START);
    /** Turns for which the probe under way has not been answered; less than zero when none is under way. */
    private final AtomicInteger unanswered = new AtomicInteger(-1);

    Link(BucketStore store, Counters counters) {
        this.store = store;
        this.counters = counters;
    }

    Footing footing() {
        return Objects.requireNonNull(footing.get());
    }

    void failed() {
        Footing before = Objects.requireNonNull(footing.getAndUpdate(Footing::failed));
        if (before.shared()) {
            counters.outages.increment();
        }
    }

    /** Probes, unless an earlier probe has not been answered, which is a failure. Called at regular times. */
    void probe() {
        if (!unanswered.compareAndSet(-1, 0)) {
            failed();
            if (unanswered.incrementAndGet() >= DEAD_AFTER) {
                store.startOver();
            }
            return;
        }
        CompletionStage<?> answer = store.probe();
        answer.whenComplete((ok, error) -> {
            unanswered.set(-1);
            if (error == null) {
                footing.updateAndGet(current -> current.answered(counters.servedAlone.sum() > 0));
            } else {
                failed();
            }
        });
    }
}
