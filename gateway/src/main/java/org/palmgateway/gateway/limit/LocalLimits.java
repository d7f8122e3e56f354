package org.palmgateway.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.policy.Limit;
import org.palmgateway.routes.policy.PlacedLimit;
import reactor.core.publisher.Mono;

/**
 * Buckets in the memory of this node: right for one node, or where each subject stays with one.
 *
 * <p>A bucket is kept for as long as it takes to fill from empty after it was last used, and a quarter longer or two seconds at most; it would be full
 * again then, as a new one is. When there are more subjects than allowed, those that ask least are forgotten, and have a full bucket
 * when they come back: {@link #evicted} says how often that happened. A request that is refused leaves every bucket as it was,
 * though another one at the same moment may find taken what is given back right away.
 *
 * <p>Time is that of the clock in milliseconds; when it is set back, buckets go on from where they were.
 */
public final class LocalLimits implements Limits {

    private static final Comparator<Standing> LONGEST_FIRST =
            Comparator.comparing(Standing::untilEnough).reversed();
    private static final Duration AT_ONCE = Duration.ofNanos(1);

    private final Rates rates = new Rates();
    private final LongAdder evicted = new LongAdder();
    private final ClockTimeMeter time;
    private final Cache<BucketKey, SubjectBucket> buckets;
    private final Policy.VarExpiration<BucketKey, SubjectBucket> expiration;

    /**
     * Makes an empty memory.
     *
     * @param maximumKeys how many buckets are kept at once, each of about half a kibioctet; for a moment there may be a few more
     * @param clock by which buckets fill
     * @throws IllegalArgumentException if {@code maximumKeys} is less than one
     */
    public LocalLimits(long maximumKeys, Clock clock) {
        if (maximumKeys < 1) {
            throw new IllegalArgumentException("maximumKeys: " + maximumKeys + " (expected: >= 1)");
        }
        this.time = new ClockTimeMeter(clock);
        this.buckets = Caffeine.newBuilder()
                // Handing its upkeep to another thread, after every few reads, costs more than the upkeep.
                .executor(Runnable::run)
                .maximumSize(maximumKeys)
                .ticker(time)
                .expireAfter(new UntilFull())
                .evictionListener(this::countEviction)
                .build();
        this.expiration = buckets.policy().expireVariably().orElseThrow();
    }

    private void countEviction(@Nullable BucketKey key, @Nullable SubjectBucket bucket, RemovalCause cause) {
        if (cause == RemovalCause.SIZE) {
            evicted.increment();
        }
    }

    /** Charges when called, not when subscribed to; the answer is there already. */
    @Override
    public Mono<Charge> charge(List<Demand> demands) {
        return Mono.just(decide(demands));
    }

    private Charge decide(List<Demand> demands) {
        int count = demands.size();
        SubjectBucket[] asked = new SubjectBucket[count];
        boolean first = true;
        for (int i = 0; i < count; i++) {
            Demand demand = demands.get(i);
            asked[i] = bucket(demand);
            if (isEnforced(demand)) {
                // The first is not looked at: nothing has been taken when taking from it fails.
                if (!first && !asked[i].has(demand.permits())) {
                    return refused(demands, i);
                }
                first = false;
            }
        }
        Standing[] standings = new Standing[count];
        for (int i = 0; i < count; i++) {
            Demand demand = demands.get(i);
            if (isEnforced(demand)) {
                @Nullable Standing standing = asked[i].take(demand);
                if (standing == null) {
                    giveBack(demands, asked, i);
                    return refused(demands, i);
                }
                standings[i] = standing;
            }
        }
        return granted(demands, asked, standings);
    }

    private static Charge granted(List<Demand> demands, SubjectBucket[] asked, @Nullable Standing[] standings) {
        List<Standing> shadowed = List.of();
        Standing[] all = new Standing[standings.length];
        for (int i = 0; i < standings.length; i++) {
            @Nullable Standing standing = standings[i];
            if (standing == null) {
                Demand demand = demands.get(i);
                standing = asked[i].take(demand);
                if (standing == null) {
                    standing = asked[i].look(demand);
                    shadowed = and(shadowed, standing);
                }
            }
            all[i] = standing;
        }
        return new Charge.Granted(List.of(all), shadowed);
    }

    private static List<Standing> and(List<Standing> some, Standing another) {
        List<Standing> more = new ArrayList<>(some);
        more.add(another);
        return more;
    }

    private static void giveBack(List<Demand> demands, SubjectBucket[] asked, int until) {
        for (int i = 0; i < until; i++) {
            if (isEnforced(demands.get(i))) {
                asked[i].giveBack(demands.get(i).permits());
            }
        }
    }

    private Charge refused(List<Demand> demands, int refusing) {
        List<Standing> standings = new ArrayList<>(demands.size());
        List<Standing> lacking = new ArrayList<>(1);
        for (int i = 0; i < demands.size(); i++) {
            Demand demand = demands.get(i);
            Standing standing = standing(demand);
            if (i == refusing && standing.untilEnough().isZero()) {
                // It has got permits since it refused: the caller may try again at once.
                standing = new Standing(demand, standing.remaining(), AT_ONCE, standing.untilFull());
            }
            standings.add(standing);
            if (isEnforced(demand) && !standing.untilEnough().isZero()) {
                lacking.add(standing);
            }
        }
        lacking.sort(LONGEST_FIRST);
        return new Charge.Refused(standings, lacking);
    }

    private static boolean isEnforced(Demand demand) {
        return demand.limit().limit().mode() == Limit.Mode.ENFORCE;
    }

    private SubjectBucket bucket(Demand demand) {
        @Nullable SubjectBucket bucket = buckets.getIfPresent(demand.key());
        return bucket == null ? newBucket(demand) : atItsRate(bucket, demand);
    }

    private SubjectBucket newBucket(Demand demand) {
        SubjectBucket made = new SubjectBucket(rates.of(demand.limit().limit()), time);
        @Nullable SubjectBucket earlier = buckets.asMap().putIfAbsent(demand.key(), made);
        return earlier == null ? made : atItsRate(earlier, demand);
    }

    private SubjectBucket atItsRate(SubjectBucket bucket, Demand demand) {
        PlacedLimit limit = demand.limit();
        if (!bucket.rate().isOf(limit.limit()) || !bucket.isSettled()) {
            bucket.change(rates.of(limit.limit()));
            // Else it would be forgotten by the old rate, at which it may be full sooner.
            expiration.setExpiresAfter(demand.key(), UntilFull.nanosKept(bucket), TimeUnit.NANOSECONDS);
        }
        return bucket;
    }

    @Override
    public List<Standing> standings(List<Demand> demands) {
        List<Standing> standings = new ArrayList<>(demands.size());
        for (Demand demand : demands) {
            standings.add(standing(demand));
        }
        return List.copyOf(standings);
    }

    private Standing standing(Demand demand) {
        @Nullable SubjectBucket bucket = buckets.policy().getIfPresentQuietly(demand.key());
        return bucket == null
                ? SubjectBucket.full(demand, rates.of(demand.limit().limit()))
                : atItsRate(bucket, demand).look(demand);
    }

    /** A bucket that is forgotten is full when it is asked for again. */
    @Override
    public Mono<Void> reset(BucketKey key) {
        return Mono.fromRunnable(() -> buckets.invalidate(key));
    }

    @Override
    public long size() {
        return buckets.estimatedSize();
    }

    @Override
    public String mode() {
        return "local";
    }

    /** Returns how many buckets have been forgotten for want of space since the start, whose subjects have a full one again. */
    public long evicted() {
        return evicted.sum();
    }

    /** Does now what otherwise happens in the background: forgets what is too much or full. */
    void cleanUp() {
        buckets.cleanUp();
    }
}
