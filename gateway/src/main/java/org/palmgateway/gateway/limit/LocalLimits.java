package org.palmgateway.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.palmgateway.auth.ClockTicker;
import org.palmgateway.routes.policy.Limit;
import org.palmgateway.routes.policy.Limit.Mode;
import reactor.core.publisher.Mono;

/**
 * Buckets in the memory of this node, a bounded number of them.
 *
 * <p>A bucket is forgotten when it is full again, which changes nothing, and when there are too many, the least used ones first, which
 * gives their subjects a full one. To charge all or none, every bucket is looked at before the first one is charged; if another
 * thread is faster in between, what was taken is given back.
 */
public final class LocalLimits implements Limits {

    private final Cache<BucketKey, LocalBucket> buckets;
    private final TimeMeter time;
    private final LongAdder evicted = new LongAdder();

    /**
     * Has no buckets yet.
     *
     * @param maximumKeys how many buckets are kept
     * @param clock the time
     */
    public LocalLimits(long maximumKeys, Clock clock) {
        this.time = new ClockTimeMeter(clock);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(maximumKeys)
                .expireAfter(Expiry.<BucketKey, LocalBucket>accessing((key, bucket) -> bucket.fillTime()))
                .ticker(new ClockTicker(clock))
                .evictionListener((key, bucket, cause) -> {
                    if (cause == RemovalCause.SIZE) {
                        evicted.increment();
                    }
                })
                .build();
    }

    @Override
    public Mono<Charge> charge(List<Demand> demands) {
        return Mono.just(chargeNow(demands));
    }

    private Charge chargeNow(List<Demand> demands) {
        List<LocalBucket> charged = new ArrayList<>(demands.size());
        boolean enough = true;
        for (Demand demand : demands) {
            LocalBucket bucket = bucket(demand);
            charged.add(bucket);
            enough &= isShadow(demand) || bucket.has(demand.permits());
        }
        if (!enough || !take(demands, charged)) {
            return refused(demands, charged);
        }
        List<Standing> standings = new ArrayList<>(demands.size());
        List<Standing> shadowed = new ArrayList<>();
        for (int i = 0; i < demands.size(); i++) {
            Demand demand = demands.get(i);
            boolean over = isShadow(demand) && !charged.get(i).take(demand.permits());
            Standing standing = charged.get(i).standing(demand);
            standings.add(standing);
            if (over) {
                shadowed.add(standing);
            }
        }
        return new Charge.Granted(standings, shadowed);
    }

    /** Takes from every bucket of an enforced limit, or from none. */
    private static boolean take(List<Demand> demands, List<LocalBucket> charged) {
        for (int i = 0; i < demands.size(); i++) {
            if (!isShadow(demands.get(i)) && !charged.get(i).take(demands.get(i).permits())) {
                for (int taken = 0; taken < i; taken++) {
                    if (!isShadow(demands.get(taken))) {
                        charged.get(taken).giveBack(demands.get(taken).permits());
                    }
                }
                return false;
            }
        }
        return true;
    }

    private static Charge refused(List<Demand> demands, List<LocalBucket> buckets) {
        List<Standing> standings = new ArrayList<>(demands.size());
        List<Standing> lacking = new ArrayList<>();
        for (int i = 0; i < demands.size(); i++) {
            Standing standing = buckets.get(i).standing(demands.get(i));
            standings.add(standing);
            if (!isShadow(demands.get(i)) && !standing.untilEnough().isZero()) {
                lacking.add(standing);
            }
        }
        if (lacking.isEmpty()) {
            // Refilled since: the fastest way in is to ask again.
            standings.stream()
                    .filter(standing -> !isShadow(standing.demand()))
                    .min(Comparator.comparingLong(Standing::remaining))
                    .ifPresent(lacking::add);
        }
        lacking.sort(Comparator.comparing(Standing::untilEnough).reversed());
        return new Charge.Refused(standings, lacking);
    }

    private static boolean isShadow(Demand demand) {
        return demand.limit().limit().mode() == Mode.SHADOW;
    }

    private LocalBucket bucket(Demand demand) {
        Limit limit = demand.limit().limit();
        LocalBucket bucket = buckets.getIfPresent(demand.key());
        if (bucket == null) {
            bucket = buckets.get(demand.key(), key -> new LocalBucket(limit, time));
        }
        bucket.use(limit);
        return bucket;
    }

    @Override
    public List<Standing> standings(List<Demand> demands) {
        List<Standing> standings = new ArrayList<>(demands.size());
        for (Demand demand : demands) {
            LocalBucket bucket = buckets.getIfPresent(demand.key());
            if (bucket == null) {
                standings.add(LocalBucket.full(demand));
            } else {
                bucket.use(demand.limit().limit());
                standings.add(bucket.standing(demand));
            }
        }
        return standings;
    }

    @Override
    public Mono<Void> reset(BucketKey key) {
        return Mono.fromRunnable(() -> buckets.invalidate(key));
    }

    @Override
    public long size() {
        return buckets.estimatedSize();
    }

    /** Returns how many buckets were forgotten because there were too many. */
    public long evicted() {
        return evicted.sum();
    }

    @Override
    public String mode() {
        return "local";
    }
}
