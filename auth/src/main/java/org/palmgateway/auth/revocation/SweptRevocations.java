package org.palmgateway.auth.revocation;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Revocations after which memory is swept: nobody is let in from the moment of the revocation, and what was remembered of the
 * revoked goes soon after, whether or not they ever call again. Revocations that come while a sweep is due share it, so many
 * logouts a second cost no more sweeps than one.
 *
 * <p>Safe for any number of threads; sweeps run on the given scheduler.
 */
public final class SweptRevocations implements Revocations {

    private final Revocations revocations;
    private final List<Remembering> memories;
    private final Duration atMostEvery;
    private final Scheduler scheduler;
    private final AtomicBoolean due = new AtomicBoolean();

    /**
     * Puts sweeping on top of revocations.
     *
     * @param revocations the revocations
     * @param memories what to sweep
     * @param atMostEvery the time from a revocation to its sweep
     * @param scheduler where sweeps run; must allow blocking work
     */
    public SweptRevocations(
            Revocations revocations, List<? extends Remembering> memories, Duration atMostEvery, Scheduler scheduler) {
        this.revocations = revocations;
        this.memories = List.copyOf(memories);
        this.atMostEvery = atMostEvery;
        this.scheduler = scheduler;
    }

    @Override
    public Mono<Void> revoke(Revocation revocation) {
        return revocations.revoke(revocation).doOnSuccess(done -> sweepSoon());
    }

    private void sweepSoon() {
        if (due.compareAndSet(false, true)) {
            scheduler.schedule(this::sweep, atMostEvery.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void sweep() {
        due.set(false);
        memories.forEach(memory -> memory.forget(revocations::covers));
    }

    @Override
    public boolean covers(Credential credential) {
        return revocations.covers(credential);
    }

    @Override
    public long size() {
        return revocations.size();
    }
}
