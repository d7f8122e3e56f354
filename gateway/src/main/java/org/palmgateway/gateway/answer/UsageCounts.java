package org.palmgateway.gateway.answer;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.token.Principal;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.registry.UsageCount;
import org.palmgateway.routes.registry.UsageCount.ByClass;

/**
 * Counts the answers that each application gets from each route in each hour, until somebody takes them away.
 *
 * <p>Bounded: beyond the most keys, what is new is dropped, and counted as such. Safe for any number of threads, of which those that count
 * never wait: adders are spread over cells, and a key is made once an hour.
 */
public final class UsageCounts {

    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final int CLASSES = 5;
    private static final ByClass NONE = new ByClass(0, 0, 0, 0, 0);

    private final int most;
    private final Clock clock;
    private final Map<Key, Tally> tallies = new ConcurrentHashMap<>();
    private final LongAdder dropped = new LongAdder();
    /** Of an hour that was over at the last taking; somebody may have been about to add to them. For the thread that takes. */
    private final Map<Key, Tally> leaving = new ConcurrentHashMap<>();

    private record Key(String issuer, String client, String owner, String route, long hour) {}

    private static final class Tally {
        private final List<LongAdder> classes = new ArrayList<>(CLASSES);

        Tally() {
            for (int i = 0; i < CLASSES; i++) {
                classes.add(new LongAdder());
            }
        }

        LongAdder of(int status) {
            return classes.get(Math.min(Math.max(status / 100, 1), CLASSES) - 1);
        }

        ByClass take() {
            return new ByClass(take(0), take(1), take(2), take(3), take(4));
        }

        private long take(int index) {
            return classes.get(index).sumThenReset();
        }

        void add(ByClass more) {
            classes.get(0).add(more.informed());
            classes.get(1).add(more.succeeded());
            classes.get(2).add(more.redirected());
            classes.get(3).add(more.refused());
            classes.get(4).add(more.failed());
        }
    }

    /**
     * Makes counts.
     *
     * @param most how many combinations of application and route are counted in an hour; 0 to count nothing
     * @param clock tells the hour
     */
    public UsageCounts(int most, Clock clock) {
        this.most = most;
        this.clock = clock;
    }

    /** Counts an answer, if an application got it from a route. */
    void count(Facts facts, int status) {
        @Nullable Principal principal = facts.principal();
        if (most == 0
                || facts.hit() == null
                || principal == null
                || principal.application().isEmpty()) {
            return;
        }
        CompiledRoute route = facts.route();
        @Nullable
        Tally tally = tally(new Key(
                principal.issuer(),
                principal.application(),
                route.owner(),
                route.route().id(),
                hour()));
        if (tally == null) {
            dropped.increment();
        } else {
            tally.of(status).increment();
        }
    }

    private @Nullable Tally tally(Key key) {
        @Nullable Tally known = tallies.get(key);
        if (known != null) {
            return known;
        }
        return tallies.size() < most ? tallies.computeIfAbsent(key, fresh -> new Tally()) : null;
    }

    /** Takes away what was counted since the last time. For one thread. */
    public List<UsageCount> take() {
        List<UsageCount> counts = new ArrayList<>();
        Map<Key, Tally> last = Map.copyOf(leaving);
        leaving.clear();
        last.forEach((key, tally) -> add(key, tally.take(), counts));
        long hour = hour();
        tallies.forEach((key, tally) -> {
            add(key, tally.take(), counts);
            if (key.hour() < hour) {
                tallies.remove(key);
                leaving.put(key, tally);
            }
        });
        return counts;
    }

    private static void add(Key key, ByClass answers, List<UsageCount> counts) {
        if (!answers.equals(NONE)) {
            counts.add(new UsageCount(key.issuer(), key.client(), key.owner(), key.route(), key.hour(), answers));
        }
    }

    /** Puts back what could not be kept elsewhere, as far as there is room. */
    public void putBack(List<UsageCount> counts) {
        for (UsageCount count : counts) {
            @Nullable
            Tally tally = tally(new Key(count.issuer(), count.client(), count.owner(), count.route(), count.hour()));
            if (tally == null) {
                ByClass lost = count.answers();
                dropped.add(lost.informed() + lost.succeeded() + lost.redirected() + lost.refused() + lost.failed());
            } else {
                tally.add(count.answers());
            }
        }
    }

    /** Returns how many answers were not counted for want of room. */
    public long dropped() {
        return dropped.sum();
    }

    private long hour() {
        return Math.floorDiv(clock.millis(), HOUR);
    }
}
