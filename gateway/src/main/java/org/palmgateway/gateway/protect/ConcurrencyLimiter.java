package org.palmgateway.gateway.protect;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.policy.Concurrency;
import org.palmgateway.routes.policy.Priority;

/**
 * Lets a department have no more calls at once than it can take, which it finds out from the time that they take.
 *
 * <p>Requests of bulk and normal priority may fill a share of the limit only, so bulk is shed first and critical last. When a
 * department does not answer at all, nothing is learnt, and the calls under way stay as many as they may be.
 *
 * <p>Safe for any number of threads; the number under way never passes the limit that held when a call began.
 */
public final class ConcurrencyLimiter {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final LongSupplier nanos;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicReference<LimitEstimate> estimate;
    private final AtomicReference<SampleWindow> window;
    private volatile long lastTook;

    /**
     * Starts with the initial limit.
     *
     * @param bounds the limit's bounds, and the shares of priorities
     * @param nanos the clock, such as {@link System#nanoTime}
     */
    public ConcurrencyLimiter(Concurrency bounds, LongSupplier nanos) {
        this.nanos = nanos;
        this.estimate = new AtomicReference<>(LimitEstimate.initial(bounds));
        this.window = new AtomicReference<>(SampleWindow.startingAt(nanos.getAsLong()));
    }

    private LimitEstimate estimate() {
        return Objects.requireNonNull(estimate.get());
    }

    /** Keeps to other bounds from now on: the limit and the calls under way stay, the limit as near as the bounds allow. */
    public void use(Concurrency bounds) {
        LimitEstimate before = estimate();
        if (!before.bounds().equals(bounds)) {
            // Whoever else changes the limit at this moment goes first; the next call tries again.
            estimate.compareAndSet(before, before.within(bounds));
        }
    }

    /** Starts again from the minimum, as for a department that has just recovered. */
    public void restart() {
        estimate.updateAndGet(LimitEstimate::fromTheMinimum);
        window.set(SampleWindow.startingAt(nanos.getAsLong()));
    }

    /**
     * Asks whether one more call may begin.
     *
     * @return its permit, or null when it is to be shed
     */
    public @Nullable Permit acquire(Priority priority) {
        LimitEstimate now = estimate();
        int bound = now.bound(priority);
        int before = inFlight.get();
        while (before < bound) {
            int seen = inFlight.compareAndExchange(before, before + 1);
            if (seen == before) {
                // A priority that fills its share fills the limit, or else nothing would be learnt from bulk alone.
                return new Permit(nanos.getAsLong(), (int) ((before + 1L) * now.limit() / bound));
            }
            before = seen;
        }
        return null;
    }

    /** Returns how many calls may be under way at once. */
    public int limit() {
        return estimate().limit();
    }

    /** Returns how many calls are under way. */
    public int inFlight() {
        return inFlight.get();
    }

    /** Returns when it is worth asking again after having been shed: as long as calls take, in whole seconds from 1 to 30. */
    public Duration retryAfter() {
        long seconds = (lastTook + TimeUnit.SECONDS.toNanos(1) - 1) / TimeUnit.SECONDS.toNanos(1);
        return Duration.ofSeconds(Math.max(1, Math.min(LONGEST_WAIT.toSeconds(), seconds)));
    }

    private void learn(Permit permit, boolean answered) {
        long now = nanos.getAsLong();
        long took = Math.max(0, now - permit.began);
        SampleWindow before;
        SampleWindow after;
        do {
            before = Objects.requireNonNull(window.get());
            after = answered ? before.plusAnswered(took, permit.fill) : before.plusDropped(permit.fill);
        } while (!window.compareAndSet(before, after));
        if (after.isComplete(now) && window.compareAndSet(after, SampleWindow.startingAt(now))) {
            if (after.answered() > 0) {
                lastTook = after.averageTook();
            }
            LimitEstimate known = estimate();
            LimitEstimate next = known.after(after);
            if (next != known) {
                // Lost when the limit was started again or bounded anew meanwhile, which counts for more.
                estimate.compareAndSet(known, next);
            }
        }
    }

    /**
     * Lets one call be under way. Exactly one of the methods must be called in the end; the first one counts and later ones do
     * nothing. Any thread may call them.
     */
    public final class Permit {

        private final long began;
        private final int fill;
        private final AtomicBoolean over = new AtomicBoolean();

        private Permit(long began, int fill) {
            this.began = began;
            this.fill = fill;
        }

        /** The department answered; the time since the permit was given is how long it took. */
        public void succeeded() {
            if (end()) {
                learn(this, true);
            }
        }

        /** The department did not answer: it could not be reached, or not in time. */
        public void dropped() {
            if (end()) {
                learn(this, false);
            }
        }

        /** The call says nothing about the department, for example because the caller went away. */
        public void ignored() {
            end();
        }

        private boolean end() {
            boolean first = over.compareAndSet(false, true);
            if (first) {
                inFlight.decrementAndGet();
            }
            return first;
        }
    }
}
