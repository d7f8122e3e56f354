package org.palmgateway.gateway.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.palmgateway.gateway.cache.rule.NotStored;

/** What the cache did for each route of late, for its owner. Bounded; safe for any number of threads. */
final class RouteRecords {

    private static final int MOST = 100_000;

    private final Cache<String, OfRoute> routes =
            Caffeine.newBuilder().maximumSize(MOST).build();
    private final Clock clock;

    RouteRecords(Clock clock) {
        this.clock = clock;
    }

    /**
     * Responses of a route that were not kept, for one reason.
     *
     * @param why the reason
     * @param times how many
     * @param last when the last one came
     * @param requestId the request that it came for
     */
    record Refusals(NotStored why, long times, Instant last, String requestId) {}

    /** Refusals so far, of which only the last one is remembered in full. */
    private record Counted(long times, Instant last, String requestId) {}

    /** The numbers of one route. */
    static final class OfRoute {
        private final LongAdder hits = new LongAdder();
        private final LongAdder others = new LongAdder();
        private final LongAdder stored = new LongAdder();
        private final AtomicLong shared = new AtomicLong();
        private final ConcurrentMap<NotStored, Counted> refused = new ConcurrentHashMap<>();
        private final CheckBudget budget = new CheckBudget();

        long hits() {
            return hits.sum();
        }

        long others() {
            return others.sum();
        }

        long stored() {
            return stored.sum();
        }

        /** Counts an answer that was shared; returns the how manyth it is. */
        long nextShared() {
            return shared.incrementAndGet();
        }

        CheckBudget budget() {
            return budget;
        }

        List<Refusals> refusals() {
            return refused.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(each -> new Refusals(
                            each.getKey(),
                            each.getValue().times(),
                            each.getValue().last(),
                            each.getValue().requestId()))
                    .toList();
        }
    }

    OfRoute of(Question question) {
        return routes.get(question.key().route(), id -> new OfRoute());
    }

    Optional<OfRoute> find(String route) {
        return Optional.ofNullable(routes.getIfPresent(route));
    }

    void answered(Question question, CacheOutcome outcome) {
        OfRoute route = of(question);
        (outcome == CacheOutcome.MISS || outcome == CacheOutcome.PASS ? route.others : route.hits).increment();
    }

    void stored(Question question) {
        of(question).stored.increment();
    }

    void notStored(Question question, NotStored why) {
        Counted one = new Counted(1, clock.instant(), question.facts().requestId());
        of(question)
                .refused
                .merge(why, one, (before, now) -> new Counted(before.times() + 1, now.last(), now.requestId()));
    }
}
