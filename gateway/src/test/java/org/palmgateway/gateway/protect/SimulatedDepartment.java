package org.palmgateway.gateway.protect;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.IntToLongFunction;
import org.palmgateway.routes.policy.Priority;

/** Lets calls come at a steady rate and take as long as a department under so many calls would. One step a millisecond. */
final class SimulatedDepartment {

    private record UnderWay(long ends, ConcurrencyLimiter.Permit permit, Consumer<ConcurrencyLimiter.Permit> end)
            implements Comparable<UnderWay> {
        @Override
        public int compareTo(UnderWay other) {
            return Long.compare(ends, other.ends);
        }
    }

    private final ConcurrencyLimiter limiter;
    private final MovableNanos nanos;
    private final PriorityQueue<UnderWay> calls = new PriorityQueue<>();
    private long millis;
    private double due;
    private int mostInFlight;

    SimulatedDepartment(ConcurrencyLimiter limiter, MovableNanos nanos) {
        this.limiter = limiter;
        this.nanos = nanos;
    }

    /** Runs for a while; {@code millis} gives how long a call takes that begins with so many under way, itself included. */
    void run(
            Duration time,
            int perSecond,
            Priority priority,
            IntToLongFunction took,
            Consumer<ConcurrencyLimiter.Permit> end) {
        for (long until = millis + time.toMillis(); millis < until; millis++) {
            while (!calls.isEmpty() && calls.element().ends() <= millis) {
                UnderWay over = calls.remove();
                over.end().accept(over.permit());
            }
            for (due += perSecond / 1000.0; due >= 1; due--) {
                ConcurrencyLimiter.Permit permit = limiter.acquire(priority);
                if (permit != null) {
                    mostInFlight = Math.max(mostInFlight, limiter.inFlight());
                    calls.add(new UnderWay(millis + took.applyAsLong(limiter.inFlight()), permit, end));
                }
            }
            nanos.advance(Duration.ofMillis(1));
        }
    }

    void run(Duration time, int perSecond, IntToLongFunction took) {
        run(time, perSecond, Priority.CRITICAL, took, ConcurrencyLimiter.Permit::succeeded);
    }

    int mostInFlight() {
        return mostInFlight;
    }
}
