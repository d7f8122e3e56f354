package org.palmgateway.gateway.protect;

import com.netflix.concurrency.limits.limit.Gradient2Limit;
import java.util.concurrent.TimeUnit;
import org.palmgateway.routes.policy.Concurrency;
import org.palmgateway.routes.policy.Priority;

/**
 * How many calls a department can take at once, as far as was found out.
 *
 * <p>Netflix's gradient algorithm compares how long calls take now with how long they took over the last ten minutes. While they take
 * no longer, the limit grows by a fifth of its queue of a quarter: 5 % for each window, from 20 to 200 in ten seconds. It
 * shrinks when they take more than twice as long. The algorithm does not look at calls that were not answered at all, so here a
 * window of which a share was not answered takes half of that share off the limit; parts of one are carried over.
 *
 * <p>The algorithm changes as it learns. All else is immutable: where the limit is to be another one, a new algorithm takes over, and
 * is told the long-term time.
 */
final class LimitEstimate {

    /** Windows of a fifth of a second in ten minutes. */
    private static final int LONG_WINDOW = 3000;

    private static final int LEAST_QUEUE = 4;
    private static final double SMOOTHING = 0.2;
    /** After as many samples the algorithm no longer takes the plain average of them. */
    private static final int WARM_UP = 10;

    private final Concurrency bounds;
    private final Gradient2Limit algorithm;
    private final double debt;

    private LimitEstimate(Concurrency bounds, Gradient2Limit algorithm, double debt) {
        this.bounds = bounds;
        this.algorithm = algorithm;
        this.debt = debt;
    }

    static LimitEstimate initial(Concurrency bounds) {
        return new LimitEstimate(bounds, algorithm(bounds, bounds.initial()), 0);
    }

    private static Gradient2Limit algorithm(Concurrency bounds, int limit) {
        return Gradient2Limit.newBuilder()
                .initialLimit(Math.max(bounds.minimum(), Math.min(bounds.maximum(), limit)))
                .minLimit(bounds.minimum())
                .maxConcurrency(bounds.maximum())
                .queueSizeFunction(now -> Math.max(LEAST_QUEUE, now / 4))
                .smoothing(SMOOTHING)
                .longWindow(LONG_WINDOW)
                .build();
    }

    Concurrency bounds() {
        return bounds;
    }

    int limit() {
        return algorithm.getLimit();
    }

    /** Returns how many calls may be under way for one of a priority to begin, that one included; at least 1. */
    int bound(Priority priority) {
        int limit = limit();
        return switch (priority) {
            case CRITICAL -> limit;
            case NORMAL -> share(limit, bounds.normalShare());
            case BULK -> share(limit, bounds.bulkShare());
        };
    }

    private static int share(int limit, int percent) {
        return Math.max(1, (int) (((long) limit * percent + 99) / 100));
    }

    LimitEstimate after(SampleWindow window) {
        if (window.answered() > 0) {
            algorithm.onSample(0, window.averageTook(), window.fill(), false);
        }
        if (window.dropped() == 0) {
            return this;
        }
        double less = debt + limit() * window.droppedShare() / 2;
        int whole = (int) less;
        return whole == 0
                ? new LimitEstimate(bounds, algorithm, less)
                : successor(bounds, limit() - whole, less - whole);
    }

    /** Returns the same limit, as near as other bounds allow. */
    LimitEstimate within(Concurrency others) {
        return successor(others, limit(), debt);
    }

    LimitEstimate fromTheMinimum() {
        return successor(bounds, bounds.minimum(), 0);
    }

    private LimitEstimate successor(Concurrency others, int limit, double carried) {
        Gradient2Limit next = algorithm(others, limit);
        long longTerm = algorithm.getRttNoLoad(TimeUnit.NANOSECONDS);
        if (longTerm > 0) {
            // Samples with nothing under way leave the limit alone.
            for (int i = 0; i < WARM_UP; i++) {
                next.onSample(0, longTerm, 0, false);
            }
        }
        return new LimitEstimate(others, next, carried);
    }
}
