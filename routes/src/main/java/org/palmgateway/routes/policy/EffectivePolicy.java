package org.palmgateway.routes.policy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What holds for the requests of a route: all limits, and of every other setting the value of the nearest place that sets it.
 *
 * <p>Immutable; routes without a policy of their own share one with others of their department and region.
 */
public final class EffectivePolicy {

    private final List<PlacedLimit> limits;
    private final Settings values;
    private final Map<Setting<?>, Source> sources;
    private final Duration deadline;
    private final Priority priority;
    private final int weight;
    private final Retry retry;
    private final Breaker breaker;
    private final Concurrency concurrency;
    private final RetryBudget retryBudget;
    private final CachePolicy cache;

    EffectivePolicy(List<PlacedLimit> limits, Settings values, Map<Setting<?>, Source> sources) {
        this.limits = List.copyOf(limits);
        this.values = values;
        this.sources = Map.copyOf(sources);
        this.deadline = value(Setting.DEADLINE);
        this.priority = value(Setting.PRIORITY);
        this.weight = value(Setting.WEIGHT);
        this.retry = new Retry(
                value(Setting.RETRY_ATTEMPTS), value(Setting.RETRY_BACKOFF), value(Setting.RETRY_WITH_IDEMPOTENCY_KEY));
        this.breaker = breakerOf();
        this.concurrency = concurrencyOf();
        this.retryBudget = new RetryBudget(value(Setting.RETRY_BUDGET), value(Setting.RETRY_MINIMUM));
        this.cache = cacheOf();
    }

    private <T> T value(Setting<T> setting) {
        return Objects.requireNonNullElse(values.get(setting), setting.otherwise());
    }

    /** Returns the limits, of which every one must pass. */
    public List<PlacedLimit> limits() {
        return limits;
    }

    /** Returns the longest time from a request's arrival until its answer begins. */
    public Duration deadline() {
        return deadline;
    }

    /** Returns how much its requests matter. */
    public Priority priority() {
        return priority;
    }

    /** Returns how many permits a request takes of each limit. */
    public int weight() {
        return weight;
    }

    /** Returns how often a request is tried. */
    public Retry retry() {
        return retry;
    }

    /** Returns when the department's upstreams are left alone. */
    public Breaker breaker() {
        return breaker;
    }

    private Breaker breakerOf() {
        int window = value(Setting.BREAKER_WINDOW);
        return new Breaker(
                value(Setting.BREAKER_FAILURE_RATE),
                value(Setting.BREAKER_SLOW_RATE),
                value(Setting.BREAKER_SLOW_AFTER),
                window,
                Math.min(window, value(Setting.BREAKER_MINIMUM_CALLS)),
                value(Setting.BREAKER_OPEN_FOR),
                value(Setting.BREAKER_PROBES));
    }

    /** Returns how many calls the department may have at once; bounds of different places that cross are drawn to the maximum. */
    public Concurrency concurrency() {
        return concurrency;
    }

    private Concurrency concurrencyOf() {
        int maximum = value(Setting.CONCURRENCY_MAXIMUM);
        int minimum = Math.min(maximum, value(Setting.CONCURRENCY_MINIMUM));
        int initial = Math.max(minimum, Math.min(maximum, value(Setting.CONCURRENCY_INITIAL)));
        int normal = value(Setting.CONCURRENCY_NORMAL_SHARE);
        return new Concurrency(
                minimum, initial, maximum, normal, Math.min(normal, value(Setting.CONCURRENCY_BULK_SHARE)));
    }

    /** Returns how many retries the department is sent. */
    public RetryBudget retryBudget() {
        return retryBudget;
    }

    /** Returns how answers are kept, where they may be. */
    public CachePolicy cache() {
        return cache;
    }

    private CachePolicy cacheOf() {
        return new CachePolicy(
                value(Setting.CACHE_ENABLED),
                value(Setting.CACHE_MAXIMUM_AGE),
                value(Setting.CACHE_STALE_WHILE_REVALIDATE),
                value(Setting.CACHE_STALE_IF_ERROR),
                value(Setting.CACHE_CHECK_EVERY),
                value(Setting.CACHE_CHECK_BUDGET));
    }

    /** Returns a value as it would be written. */
    public <T> String written(Setting<T> setting) {
        return setting.write(value(setting));
    }

    /** Returns where a value comes from. */
    public Source source(Setting<?> setting) {
        return sources.getOrDefault(setting, Source.DEFAULT);
    }
}
