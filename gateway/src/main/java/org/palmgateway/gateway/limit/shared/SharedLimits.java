package org.palmgateway.gateway.limit.shared;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.limit.BucketKey;
import org.palmgateway.gateway.limit.Charge;
import org.palmgateway.gateway.limit.Demand;
import org.palmgateway.gateway.limit.Limits;
import org.palmgateway.gateway.limit.Standing;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Limits that nodes share through Redis.
 *
 * <p>Each node leases permits in batches and serves from those. A request waits for Redis only when its bucket has no lease, and at
 * most for the patience. How many permits a batch has follows from how many were used lately: about those of a second, at most a
 * quarter of what is left in Redis among all nodes, and what lies unused for a second goes back. So all nodes together never let pass
 * more than the limit, and let pass less only by what is leased and unused at that time.
 *
 * <p>A caller over a limit is refused without asking Redis until there may be permits again, or for a second.
 *
 * <p>When Redis does not answer, every bucket has a share of its limit on each node, and nothing waits. What was served from the shares
 * is settled when Redis is back, before anything is leased: first by all nodes for more than a second, in which they still serve their
 * shares, so that none can take what others have used already. All nodes together then have let pass at most the limit and one
 * share more. If it is not known whether a bucket has been settled it is settled again: that errs to the side of the limit, by
 * a share at most.
 *
 * <p>A request of more permits than a whole share has is served by a full share, which then owes. One of more permits than the
 * burst is never served while Redis answers.
 */
public final class SharedLimits implements Limits, AutoCloseable {

    /** How often Redis is probed, and told what it has to know. */
    static final Duration TURN = Duration.ofMillis(250);

    private static final Duration RESETTING = Duration.ofSeconds(1);

    /** How often a request asks Redis again because others were faster, before it is served from the share. */
    private static final int MOST_ROUNDS = 8;

    /**
     * What this node has done since its start.
     *
     * @param visits visits made to buckets in Redis
     * @param failedVisits those that failed
     * @param waits requests that waited for a visit
     * @param leased permits leased
     * @param returned permits given back unused
     * @param servedAlone permits served from the share
     * @param settled permits settled after that
     * @param outages times that Redis was lost
     */
    public record Stats(
            long visits,
            long failedVisits,
            long waits,
            long leased,
            long returned,
            long servedAlone,
            long settled,
            long outages) {}

    private final Sharing sharing;
    private final BucketStore store;
    private final Clock clock;
    private final Scheduler scheduler;
    private final Counters counters = new Counters();
    private final Link link;
    private final Visits visits;
    private final Cache<BucketKey, Bucket> buckets;
    private final Disposable turns;

    SharedLimits(BucketStore store, Sharing sharing, Clock clock, Scheduler scheduler) {
        this.store = store;
        this.sharing = sharing;
        this.clock = clock;
        this.scheduler = scheduler;
        this.link = new Link(store, counters);
        this.visits = new Visits(store, link, clock, counters, sharing.maximumKeys());
        this.buckets = Caffeine.newBuilder().maximumSize(sharing.maximumKeys()).build();
        this.turns = scheduler.schedulePeriodically(this::turn, 0, TURN.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Begins to share limits. Redis need not be there yet.
     *
     * @param store where the buckets are; it is not closed with the limits
     * @param sharing how they are shared
     * @param clock by which buckets refill, that of the store
     * @param scheduler on which Redis is probed and waiting requests go on
     */
    public static SharedLimits begin(RedisBuckets store, Sharing sharing, Clock clock, Scheduler scheduler) {
        return new SharedLimits(store, sharing, clock, scheduler);
    }

    @Override
    public Mono<Charge> charge(List<Demand> demands) {
        return Mono.defer(() -> {
            List<Attempt.Line> lines = new ArrayList<>(demands.size());
            for (Demand demand : demands) {
                lines.add(new Attempt.Line(demand, bucket(demand)));
            }
            return decide(new Attempt(lines, sharing.nodes()), 0, scheduler.now(TimeUnit.NANOSECONDS));
        });
    }

    private Mono<Charge> decide(Attempt attempt, int round, long begun) {
        Footing footing = link.footing();
        return decide(attempt, round, begun, round > MOST_ROUNDS ? footing.hurried() : footing);
    }

    private Mono<Charge> decide(Attempt attempt, int round, long begun, Footing footing) {
        while (true) {
            long now = ClockNanos.of(clock);
            Attempt.Outcome outcome = attempt.decide(footing, now);
            if (outcome instanceof Attempt.Outcome.Decided decided) {
                follow(decided.taken(), footing, now);
                return Mono.just(decided.charge());
            }
            if (outcome instanceof Attempt.Outcome.Undecided undecided) {
                return ask(undecided.asks(), begun).then(Mono.defer(() -> decide(attempt, round + 1, begun)));
            }
        }
    }

    /** Completes when Redis has been asked, or when the patience is at an end, which is the end of the footing on Redis. */
    private Mono<Void> ask(List<Attempt.Want> wants, long begun) {
        counters.waits.increment();
        List<Mono<Void>> asked = new ArrayList<>(wants.size());
        for (Attempt.Want want : wants) {
            asked.add(visits.ask(want.bucket(), want.lack()));
        }
        long waited = scheduler.now(TimeUnit.NANOSECONDS) - begun;
        Duration rest = sharing.patience().minusNanos(Math.max(0, waited));
        return Mono.when(asked)
                .publishOn(scheduler)
                .timeout(rest.isNegative() ? Duration.ZERO : rest, Mono.fromRunnable(link::failed), scheduler);
    }

    private void follow(List<Attempt.Piece> taken, Footing footing, long now) {
        for (Attempt.Piece piece : taken) {
            if (piece.taken().shared() > 0) {
                counters.servedAlone.add(piece.taken().shared());
                visits.owe(piece.bucket());
            } else if (footing.shared() && piece.taken().after().runsLow(now)) {
                visits.renew(piece.bucket());
            }
        }
    }

    @Override
    public List<Standing> standings(List<Demand> demands) {
        Footing footing = link.footing();
        long now = ClockNanos.of(clock);
        List<Standing> standings = new ArrayList<>(demands.size());
        for (Demand demand : demands) {
            Bucket found = buckets.getIfPresent(demand.key());
            Account account = found == null
                    ? Account.fresh(Numbers.of(demand.limit().limit(), sharing.nodes()))
                    : found.account(demand.limit().limit(), sharing.nodes());
            standings.add(Attempt.standing(demand, account, footing, now));
        }
        return standings;
    }

    /**
     * {@inheritDoc} Other nodes that refuse the subject find it out within a second, and a batch that they have leased is not
     * taken from them.
     */
    @Override
    public Mono<Void> reset(BucketKey key) {
        return Mono.fromCompletionStage(() -> store.fill(key))
                .publishOn(scheduler)
                .timeout(RESETTING, scheduler)
                .then(Mono.fromRunnable(() -> {
                    @Nullable Bucket found = buckets.getIfPresent(key);
                    if (found != null) {
                        found.update(account -> Account.fresh(account.numbers()));
                    }
                }));
    }

    @Override
    public long size() {
        return buckets.estimatedSize();
    }

    @Override
    public String mode() {
        return link.footing().shared() ? "shared" : "share";
    }

    /** Returns what this node has done since its start. */
    public Stats stats() {
        return counters.read();
    }

    private void turn() {
        link.probe();
        visits.runErrands();
    }

    private Bucket bucket(Demand demand) {
        @Nullable Bucket found = buckets.getIfPresent(demand.key());
        return found != null
                ? found
                : buckets.get(
                        demand.key(),
                        key -> new Bucket(key, Numbers.of(demand.limit().limit(), sharing.nodes())));
    }

    /** Stops probing and settling. */
    @Override
    public void close() {
        turns.dispose();
    }
}
