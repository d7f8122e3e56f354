package org.palmgateway.gateway.limit.shared;

import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Visits buckets in Redis: one visit at a time for each bucket, for all who wait together.
 *
 * <p>A visit whose answer is late is not given up: its permits are this node's when it comes.
 */
final class Visits {

    private final BucketStore store;
    private final Link link;
    private final Clock clock;
    private final Counters counters;
    private final Errands returns;
    private final Errands debts;

    Visits(BucketStore store, Link link, Clock clock, Counters counters, long maximumKeys) {
        this.store = store;
        this.link = link;
        this.clock = clock;
        this.counters = counters;
        this.returns = new Errands(maximumKeys, Bucket::toReturn);
        this.debts = new Errands(maximumKeys, Bucket::toSettle);
    }

    /** Asks for permits that are lacking. Completes, never with an error, when it is worth looking at the account again. */
    Mono<Void> ask(Bucket bucket, long lack) {
        AtomicReference<Waiting> waiting = bucket.waiting();
        Sinks.Empty<Void> fresh = Sinks.empty();
        while (true) {
            Waiting found = waiting(bucket);
            if (!found.visiting()) {
                if (waiting.compareAndSet(found, Waiting.VISITING)) {
                    begin(bucket, lack, lack, true, fresh);
                    return fresh.asMono();
                }
            } else {
                Sinks.Empty<Void> joined = found.next() == null ? fresh : found.next();
                if (waiting.compareAndSet(found, found.with(lack, joined))) {
                    return joined.asMono();
                }
            }
        }
    }

    /** Leases more before anybody waits, unless a visit is under way. */
    void renew(Bucket bucket) {
        visitUnasked(bucket, true);
    }

    private void visitUnasked(Bucket bucket, boolean ahead) {
        if (!waiting(bucket).visiting() && bucket.waiting().compareAndSet(Waiting.IDLE, Waiting.VISITING)) {
            begin(bucket, 0, 0, ahead, null);
        }
    }

    /** Notes that a bucket in Redis is to be told what was served without it. */
    void owe(Bucket bucket) {
        debts.add(bucket);
    }

    /** Tells Redis of permits that are not used and of those it does not know of. Called at regular times. */
    void runErrands() {
        if (link.footing().phase() == Footing.Phase.ALONE) {
            return;
        }
        long now = now();
        debts.run(bucket -> tell(bucket, bucket.account().owes(), false));
        returns.run(bucket ->
                tell(bucket, bucket.account().hasStale(now), bucket.account().lease() > 0));
    }

    private Errands.Done tell(Bucket bucket, boolean due, boolean dueLater) {
        if (due && !waiting(bucket).visiting()) {
            visitUnasked(bucket, false);
            return Errands.Done.TOLD;
        }
        return due || dueLater ? Errands.Done.LATER : Errands.Done.NOTHING;
    }

    private void begin(Bucket bucket, long least, long demanded, boolean ahead, Sinks.@Nullable Empty<Void> done) {
        counters.visits.increment();
        Account.Departure departure =
                bucket.depart(least, demanded, ahead && link.footing().shared(), now());
        CompletionStage<Visited> visit;
        try {
            visit = store.visit(bucket.key(), departure.visit());
        } catch (RuntimeException e) {
            visit = CompletableFuture.failedFuture(e);
        }
        visit.whenComplete((visited, error) -> {
            if (error == null) {
                arrived(bucket, departure, visited);
            } else {
                counters.failedVisits.increment();
                link.failed();
            }
            if (done != null) {
                done.tryEmitEmpty();
            }
            next(bucket);
        });
    }

    private void arrived(Bucket bucket, Account.Departure departure, Visited visited) {
        boolean shared = link.footing().shared();
        long now = now();
        Account after = bucket.update(account -> account.arrive(departure, visited, !shared, now));
        counters.leased.add(visited.granted());
        counters.returned.add(departure.visit().returned());
        counters.settled.add(departure.visit().debt());
        if (after.lease() > 0
                && (!shared || visited.granted() > departure.visit().demanded())) {
            returns.add(bucket);
        }
    }

    private void next(Bucket bucket) {
        AtomicReference<Waiting> waiting = bucket.waiting();
        while (true) {
            Waiting found = waiting(bucket);
            Sinks.@Nullable Empty<Void> next = found.next();
            if (next == null) {
                if (waiting.compareAndSet(found, Waiting.IDLE)) {
                    break;
                }
            } else if (waiting.compareAndSet(found, Waiting.VISITING)) {
                if (link.footing().shared()) {
                    begin(bucket, found.least(), found.demanded(), true, next);
                    return;
                }
                next.tryEmitEmpty();
            }
        }
        if (bucket.account().owes()) {
            debts.add(bucket);
        }
    }

    private static Waiting waiting(Bucket bucket) {
        return Objects.requireNonNull(bucket.waiting().get());
    }

    private long now() {
        return ClockNanos.of(clock);
    }
}
