package org.palmgateway.gateway.answer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.palmgateway.routes.policy.Priority;

/**
 * Counts what limits, breakers, deadlines and retries do, and times the calls to departments.
 *
 * <p>Series are bounded: by departments and priority classes, and by {@value #MOST_LIMITS} names of limits, after which further ones
 * are counted together as {@code other}. Safe for any number of threads.
 */
public final class TrafficMeters {

    /** How many names of limits are told apart. */
    private static final int MOST_LIMITS = 500;

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    private final MeterRegistry meters;
    private final Set<String> limits = ConcurrentHashMap.newKeySet();
    private final Counters counters = new Counters();

    private final Timers<Calls> timers = new Timers<>(this::timer);

    /** What became of a request at one of its limits. */
    public enum Limited {
        /** It was charged. */
        ADMITTED,
        /** It was refused for want of permits. */
        REJECTED,
        /** It would have been refused, had the limit been enforced. */
        SHADOWED
    }

    private record AtLimit(String limit, String department, Priority priority, Limited outcome) {}

    private record Shed(String department, Priority priority, String why) {}

    private record Retried(String department, String outcome) {}

    private record Calls(String department, Priority priority) {}

    /**
     * Makes the meters.
     *
     * @param meters where the numbers go
     */
    public TrafficMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Counts a request at a limit. */
    public void limited(String limit, String department, Priority priority, Limited outcome) {
        String name = bounded(limit);
        counters.count(
                new AtLimit(name, department, priority, outcome),
                key -> Counter.builder("palm.limits")
                        .description("Requests at each of their limits")
                        .tag("limit", name)
                        .tag("department", department)
                        .tag("class", priority.word())
                        .tag("outcome", word(outcome))
                        .register(meters));
    }

    private static String word(Limited outcome) {
        return switch (outcome) {
            case ADMITTED -> "admitted";
            case REJECTED -> "rejected";
            case SHADOWED -> "shadowed";
        };
    }

    private String bounded(String limit) {
        if (limits.contains(limit)) {
            return limit;
        }
        // Two that come at once may both be let in, which is one more than the bound and no more.
        return limits.size() < MOST_LIMITS && limits.add(limit) ? limit : "other";
    }

    /**
     * Counts a request that was not sent to its department.
     *
     * @param why {@code busy}, {@code breaker}, {@code maintenance} or {@code deadline}
     */
    public void shed(String department, Priority priority, String why) {
        counters.count(
                new Shed(department, priority, why),
                key -> Counter.builder("palm.shed")
                        .description("Requests that were not sent to their department")
                        .tag("department", department)
                        .tag("class", priority.word())
                        .tag("why", why)
                        .register(meters));
    }

    /**
     * Counts a retry, or one that would have been safe but was not made.
     *
     * @param outcome {@code made} or {@code over-budget}
     */
    public void retry(String department, String outcome) {
        counters.count(
                new Retried(department, outcome),
                key -> Counter.builder("palm.retries")
                        .description("Calls that were repeated, or not for want of budget")
                        .tag("department", department)
                        .tag("outcome", outcome)
                        .register(meters));
    }

    /**
     * Times a call to a department.
     *
     * @param nanos time from sending until the answer began or failed
     * @param status status of the answer, or that of the problem
     */
    public void called(String department, Priority priority, long nanos, int status) {
        Calls calls = new Calls(department, priority);
        timers.record(calls, nanos);
        if (status >= 500) {
            counters.count(
                    calls,
                    key -> Counter.builder("palm.calls.failed")
                            .description("Calls to departments that failed or were answered with a server error")
                            .tag("department", department)
                            .tag("class", priority.word())
                            .register(meters));
        }
    }

    private Timer timer(Calls calls) {
        return Timer.builder("palm.calls")
                .description("Calls to departments, until their answer begins")
                .tag("department", calls.department())
                .tag("class", calls.priority().word())
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }

    /** Counts a breaker's change of state. */
    public void turned(String department, String upstream, String state) {
        Counter.builder("palm.breaker.turns")
                .description("Changes of state of breakers")
                .tag("department", department)
                .tag("upstream", upstream)
                .tag("to", state)
                .register(meters)
                .increment();
    }
}
