package org.palmgateway.routes.policy;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.policy.Target.Kind;

/**
 * One value that a policy may set; at every place the nearest one wins.
 *
 * @param <T> type of the value
 */
public final class Setting<T> {

    private static final Set<Kind> OF_TRAFFIC = EnumSet.of(Kind.REGION, Kind.DEPARTMENT, Kind.ROUTE, Kind.APPLICATION);
    private static final Set<Kind> OF_ROUTES = EnumSet.of(Kind.REGION, Kind.DEPARTMENT, Kind.ROUTE);
    /** What has one state for all routes of a department cannot differ between them. */
    private static final Set<Kind> OF_DEPARTMENTS = EnumSet.of(Kind.REGION, Kind.DEPARTMENT);

    /** The longest time from a request's arrival until its answer begins. */
    public static final Setting<Duration> DEADLINE =
            time("deadline", Duration.ofDays(1), OF_TRAFFIC, Duration.ofMillis(1), Duration.ofDays(1));

    /** How much a request matters. */
    public static final Setting<Priority> PRIORITY = new Setting<>(
            "priority", Priority.NORMAL, OF_TRAFFIC, text -> Scalars.constant(Priority.class, text), Priority::word);

    /** How many permits a request takes of each of its limits. */
    public static final Setting<Integer> WEIGHT = number("weight", 1, EnumSet.of(Kind.ROUTE), 1, 1_000_000);

    /** See {@link Retry#attempts}. */
    public static final Setting<Integer> RETRY_ATTEMPTS = number("retry.attempts", 2, OF_ROUTES, 1, 5);

    /** See {@link Retry#backoff}. */
    public static final Setting<Duration> RETRY_BACKOFF =
            time("retry.backoff", Duration.ofMillis(50), OF_ROUTES, Duration.ofMillis(1), Duration.ofSeconds(10));

    /** See {@link Retry#withIdempotencyKey}. */
    public static final Setting<Boolean> RETRY_WITH_IDEMPOTENCY_KEY = new Setting<>(
            "retry.with-idempotency-key", false, OF_ROUTES, Scalars::bool, value -> Boolean.toString(value));

    /** See {@link RetryBudget#share}. */
    public static final Setting<Integer> RETRY_BUDGET = percent("retry.budget", 20, OF_DEPARTMENTS, 0, 100);

    /** See {@link RetryBudget#minimum}. */
    public static final Setting<Integer> RETRY_MINIMUM = number("retry.minimum", 10, OF_DEPARTMENTS, 0, 10_000);

    /** See {@link Breaker#failureRate}. */
    public static final Setting<Integer> BREAKER_FAILURE_RATE =
            percent("breaker.failure-rate", 50, OF_DEPARTMENTS, 1, 100);

    /** See {@link Breaker#slowRate}. */
    public static final Setting<Integer> BREAKER_SLOW_RATE = percent("breaker.slow-rate", 80, OF_DEPARTMENTS, 1, 100);

    /** See {@link Breaker#slowAfter}. */
    public static final Setting<Duration> BREAKER_SLOW_AFTER = time(
            "breaker.slow-after", Duration.ofSeconds(5), OF_DEPARTMENTS, Duration.ofMillis(1), Duration.ofHours(1));

    /** See {@link Breaker#window}. */
    public static final Setting<Integer> BREAKER_WINDOW = number("breaker.window", 100, OF_DEPARTMENTS, 1, 10_000);

    /** See {@link Breaker#minimumCalls}. */
    public static final Setting<Integer> BREAKER_MINIMUM_CALLS =
            number("breaker.minimum-calls", 20, OF_DEPARTMENTS, 1, 10_000);

    /** See {@link Breaker#openFor}. */
    public static final Setting<Duration> BREAKER_OPEN_FOR = time(
            "breaker.open-for", Duration.ofSeconds(10), OF_DEPARTMENTS, Duration.ofMillis(100), Duration.ofHours(1));

    /** See {@link Breaker#probes}. */
    public static final Setting<Integer> BREAKER_PROBES = number("breaker.probes", 5, OF_DEPARTMENTS, 1, 1000);

    /** See {@link Concurrency#minimum}. */
    public static final Setting<Integer> CONCURRENCY_MINIMUM =
            number("concurrency.minimum", 20, OF_DEPARTMENTS, 1, 100_000);

    /** See {@link Concurrency#initial}. */
    public static final Setting<Integer> CONCURRENCY_INITIAL =
            number("concurrency.initial", 200, OF_DEPARTMENTS, 1, 100_000);

    /** See {@link Concurrency#maximum}. */
    public static final Setting<Integer> CONCURRENCY_MAXIMUM =
            number("concurrency.maximum", 2000, OF_DEPARTMENTS, 1, 100_000);

    /** See {@link Concurrency#normalShare}. */
    public static final Setting<Integer> CONCURRENCY_NORMAL_SHARE =
            percent("concurrency.normal-share", 85, OF_DEPARTMENTS, 1, 100);

    /** See {@link Concurrency#bulkShare}. */
    public static final Setting<Integer> CONCURRENCY_BULK_SHARE =
            percent("concurrency.bulk-share", 60, OF_DEPARTMENTS, 1, 100);

    /** See {@link CachePolicy#enabled}. */
    public static final Setting<Boolean> CACHE_ENABLED =
            new Setting<>("cache.enabled", true, OF_ROUTES, Scalars::bool, value -> Boolean.toString(value));

    /** See {@link CachePolicy#maximumAge}. */
    public static final Setting<Duration> CACHE_MAXIMUM_AGE =
            time("cache.maximum-age", Duration.ofDays(1), OF_ROUTES, Duration.ofSeconds(1), Duration.ofDays(31));

    /** See {@link CachePolicy#staleWhileRevalidate}. */
    public static final Setting<Duration> CACHE_STALE_WHILE_REVALIDATE =
            time("cache.stale-while-revalidate", Duration.ZERO, OF_ROUTES, Duration.ZERO, Duration.ofDays(31));

    /** See {@link CachePolicy#staleIfError}. */
    public static final Setting<Duration> CACHE_STALE_IF_ERROR =
            time("cache.stale-if-error", Duration.ZERO, OF_ROUTES, Duration.ZERO, Duration.ofDays(31));

    /** See {@link CachePolicy#checkEvery}. */
    public static final Setting<Integer> CACHE_CHECK_EVERY = number("cache.check-every", 1000, OF_ROUTES, 0, 1_000_000);

    /** See {@link CachePolicy#checkBudget}. */
    public static final Setting<Integer> CACHE_CHECK_BUDGET = number("cache.check-budget", 10, OF_ROUTES, 0, 1000);

    /** All settings, in the order of documents. */
    public static final List<Setting<?>> ALL = List.of(
            DEADLINE,
            PRIORITY,
            WEIGHT,
            RETRY_ATTEMPTS,
            RETRY_BACKOFF,
            RETRY_WITH_IDEMPOTENCY_KEY,
            RETRY_BUDGET,
            RETRY_MINIMUM,
            BREAKER_FAILURE_RATE,
            BREAKER_SLOW_RATE,
            BREAKER_SLOW_AFTER,
            BREAKER_WINDOW,
            BREAKER_MINIMUM_CALLS,
            BREAKER_OPEN_FOR,
            BREAKER_PROBES,
            CONCURRENCY_MINIMUM,
            CONCURRENCY_INITIAL,
            CONCURRENCY_MAXIMUM,
            CONCURRENCY_NORMAL_SHARE,
            CONCURRENCY_BULK_SHARE,
            CACHE_ENABLED,
            CACHE_MAXIMUM_AGE,
            CACHE_STALE_WHILE_REVALIDATE,
            CACHE_STALE_IF_ERROR,
            CACHE_CHECK_EVERY,
            CACHE_CHECK_BUDGET);

    private final String name;
    private final T otherwise;
    private final Set<Kind> places;
    private final Function<String, T> parser;
    private final Function<T, String> writer;

    private Setting(
            String name, T otherwise, Set<Kind> places, Function<String, T> parser, Function<T, String> writer) {
        this.name = name;
        this.otherwise = otherwise;
        this.places = places;
        this.parser = parser;
        this.writer = writer;
    }

    private static Setting<Integer> number(String name, int otherwise, Set<Kind> places, int least, int most) {
        return new Setting<>(
                name,
                otherwise,
                places,
                text -> (int) Scalars.whole(text, least, most),
                value -> Integer.toString(value));
    }

    private static Setting<Integer> percent(String name, int otherwise, Set<Kind> places, int least, int most) {
        return new Setting<>(name, otherwise, places, text -> Scalars.percent(text, least, most), value -> value + "%");
    }

    private static Setting<Duration> time(
            String name, Duration otherwise, Set<Kind> places, Duration least, Duration most) {
        return new Setting<>(name, otherwise, places, text -> Scalars.duration(text, least, most), Scalars::written);
    }

    /** Returns its name, such as {@code breaker.failure-rate}; the part before the dot is the mapping that it stands in. */
    public String name() {
        return name;
    }

    /** Returns what holds when nobody sets it. */
    public T otherwise() {
        return otherwise;
    }

    /** Tells whether it may be set at places of a kind. */
    public boolean isAllowedAt(Kind kind) {
        return places.contains(kind);
    }

    /** Tells whether it has one value for all routes of a department. */
    boolean isOfDepartment() {
        return !places.contains(Kind.ROUTE);
    }

    /** Names the places where it may be set, for a message. */
    String places() {
        return Stream.of(Kind.values()).filter(places::contains).map(Kind::word).collect(Collectors.joining(", "));
    }

    /** Reads a value, or throws an IllegalArgumentException that says what is expected. */
    T parse(String text) {
        return parser.apply(text);
    }

    /** Writes a value as it can be read again. */
    String write(T value) {
        return writer.apply(value);
    }

    @Override
    public String toString() {
        return name;
    }
}
