package org.palmgateway.gateway.protect;

import java.util.Collection;
import java.util.Collections;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.policy.EffectivePolicy;
import org.palmgateway.routes.policy.Priority;

/**
 * How busy and how well one department is: its calls at once, its retries, its fastest answer, and each of its upstreams.
 *
 * <p>Each part compares its numbers with the settings whenever it is used, so that a thread that still came with older ones can
 * set them back for a moment but never for good. Safe for any number of threads.
 */
public final class DepartmentLoad {

    /** More upstreams than a department has; those that were renamed away are dropped when there are more. */
    private static final int MOST_UPSTREAMS = 200;

    private record Applied(
            DepartmentSettings settings, @Nullable EffectivePolicy policy) {}

    private final String department;
    private final LongSupplier nanos;
    private final Consumer<Transition> listener;
    private final ConcurrencyLimiter concurrency;
    private final RetryAllowance retries;
    private final FastestAnswer fastestAnswer;
    private final ConcurrentMap<String, UpstreamState> upstreams = new ConcurrentHashMap<>();
    private volatile Applied applied;

    DepartmentLoad(String department, DepartmentSettings settings, LongSupplier nanos, Consumer<Transition> listener) {
        this.department = department;
        this.nanos = nanos;
        this.listener = listener;
        this.concurrency = new ConcurrencyLimiter(settings.concurrency(), nanos);
        this.retries = new RetryAllowance(nanos);
        this.fastestAnswer = new FastestAnswer(nanos);
        this.applied = new Applied(settings, null);
    }

    void use(EffectivePolicy policy) {
        if (applied.policy() != policy) {
            applied = new Applied(DepartmentSettings.of(policy), policy);
        }
    }

    void use(DepartmentSettings settings) {
        if (!applied.settings().equals(settings)) {
            applied = new Applied(settings, null);
        }
    }

    /** Returns the department's id. */
    public String department() {
        return department;
    }

    /** Returns the settings that hold. */
    public DepartmentSettings settings() {
        return applied.settings();
    }

    /**
     * Asks whether one more call may go to the department.
     *
     * @return a permit, which must be given back by one of its methods; null when the call is to be shed
     */
    public ConcurrencyLimiter.@Nullable Permit acquire(Priority priority) {
        concurrency.use(settings().concurrency());
        return concurrency.acquire(priority);
    }

    /** Returns what limits the calls at once. */
    public ConcurrencyLimiter concurrency() {
        concurrency.use(settings().concurrency());
        return concurrency;
    }

    /** Counts a request, once however often it is tried. */
    public void request() {
        retries.request();
    }

    /** Tells whether a call may be repeated now, and if so counts the retry. */
    public boolean tryRetry() {
        return retries.tryRetry(settings().retryBudget());
    }

    /** Returns the count of requests and retries. */
    public RetryAllowance retries() {
        return retries;
    }

    /** Returns the least time that an answer took of late. */
    public FastestAnswer fastestAnswer() {
        return fastestAnswer;
    }

    /**
     * Returns the state of one of the department's upstreams.
     *
     * @param upstream its id
     */
    public UpstreamState upstream(String upstream) {
        UpstreamState state = upstreams.get(upstream);
        if (state == null) {
            state = added(upstream);
        }
        state.breaker().use(settings().breaker());
        return state;
    }

    /** Returns the states of all upstreams that were called or asked for, in no order. */
    public Collection<UpstreamState> upstreams() {
        upstreams.values().forEach(state -> state.breaker().use(settings().breaker()));
        return Collections.unmodifiableCollection(upstreams.values());
    }

    private UpstreamState added(String upstream) {
        if (upstreams.size() >= MOST_UPSTREAMS) {
            upstreams.values().removeIf(UpstreamState::isIdle);
        }
        return upstreams.computeIfAbsent(
                upstream,
                id -> new UpstreamState(
                        id, new UpstreamBreaker(department, id, settings().breaker(), nanos, this::changed), nanos));
    }

    private void changed(Transition transition) {
        // While another upstream takes calls, the department never stopped: starting slowly would shed what it can
        // take.
        if (transition.isRecovery() && !othersPass(transition.upstream())) {
            concurrency.restart();
        }
        listener.accept(transition);
    }

    private boolean othersPass(String upstream) {
        return upstreams.values().stream()
                .anyMatch(
                        state -> !state.id().equals(upstream) && state.breaker().state() == BreakerState.CLOSED);
    }
}
