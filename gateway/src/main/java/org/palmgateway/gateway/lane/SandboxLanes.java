package org.palmgateway.gateway.lane;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.ClockTicker;
import org.palmgateway.gateway.edge.Lanes;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.RequestProblem;
import org.palmgateway.routes.bundle.BundleReader;
import org.palmgateway.routes.bundle.BundleReading;
import org.palmgateway.routes.model.Bundle;
import org.palmgateway.routes.registry.BundleRevision;
import org.palmgateway.routes.registry.Registry;
import org.palmgateway.routes.registry.RegistryRefused;
import org.palmgateway.routes.snapshot.BundleChange;
import org.palmgateway.routes.snapshot.LiveSnapshot;
import org.palmgateway.routes.snapshot.Snapshot;
import org.palmgateway.routes.snapshot.SnapshotCompiler;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;

/**
 * What is live with an owner's latest text in the place of what that owner has live. A draft that is changed is tried within
 * two seconds.
 *
 * <p>Texts are read and compiled off the event loop, once for all requests that wait for it; at most {@value #MOST} lanes are kept. Safe for any
 * number of threads.
 */
public final class SandboxLanes implements Lanes {

    private static final int MOST = 200;
    private static final Duration LOOK_AFTER = Duration.ofSeconds(2);
    private static final Duration LEARN_AFTER = Duration.ofMinutes(1);

    private final Optional<Registry> registry;
    private final Passes passes;
    private final @Nullable Mock mock;
    private final LiveSnapshot live;
    private final BundleReader reader;
    private final SnapshotCompiler compiler = new SnapshotCompiler();
    private final AsyncCache<Key, Lane> lanes;
    private final Cache<Key, Built> built;

    /** What comes of asking for a lane. */
    private sealed interface Lane {}

    private record Open(Snapshot snapshot) implements Lane {}

    private record Closed(Problem why) implements Lane {}

    private record Key(String owner, @Nullable URI upstream) {}

    private record Built(long version, Snapshot from, Snapshot lane) {}

    /**
     * Makes the lanes.
     *
     * @param registry has the drafts; empty when this node has none
     * @param passes reads passes
     * @param mock address of a WireMock that answers where a pass names no upstream; null when nothing does
     * @param client calls the mock
     * @param live what is live
     * @param clock the time
     */
    public SandboxLanes(
            Optional<Registry> registry,
            Passes passes,
            @Nullable URI mock,
            HttpClient client,
            LiveSnapshot live,
            Clock clock) {
        this.registry = registry;
        this.passes = passes;
        this.mock = mock == null ? null : new Mock(mock, client);
        this.live = live;
        this.reader = new BundleReader(live.current().regions());
        ClockTicker ticker = new ClockTicker(clock);
        this.lanes = Caffeine.newBuilder()
                .ticker(ticker)
                .maximumSize(MOST)
                .expireAfterWrite(LOOK_AFTER)
                .buildAsync();
        this.built = Caffeine.newBuilder()
                .ticker(ticker)
                .maximumSize(MOST)
                .expireAfterWrite(LEARN_AFTER)
                .build();
    }

    @Override
    public Mono<Snapshot> snapshot(List<String> values) {
        if (registry.isEmpty() || values.size() != 1) {
            return Mono.error(new ProblemException(new RequestProblem.LaneRefused("lane-pass")));
        }
        return Mono.fromSupplier(() -> passes.read(values.get(0)))
                .flatMap(pass -> lane(registry.get(), new Key(pass.owner(), pass.upstream())));
    }

    /** Whoever gives up waiting does not take the lane from others who wait. */
    private Mono<Snapshot> lane(Registry drafts, Key key) {
        CompletableFuture<Lane> lane = lanes.get(key, (wanted, executor) -> outcome(drafts, wanted));
        return Mono.fromFuture(lane, true).map(outcome -> {
            if (outcome instanceof Closed closed) {
                throw new ProblemException(closed.why());
            }
            return ((Open) outcome).snapshot();
        });
    }

    private CompletableFuture<Lane> outcome(Registry drafts, Key key) {
        return build(drafts, key)
                .<Lane>map(Open::new)
                .onErrorResume(ProblemException.class, refused -> Mono.just(new Closed(refused.problem())))
                .toFuture();
    }

    private Mono<Snapshot> build(Registry drafts, Key key) {
        return Mono.fromCallable(() -> drafts.drafts().tried(key.owner()))
                .subscribeOn(Schedulers.boundedElastic())
                .onErrorMap(
                        RegistryRefused.class,
                        refused -> new ProblemException(new RequestProblem.LaneUnfit("lane-store")))
                .flatMap(revision -> revision.map(found -> build(key, found)).orElseGet(() -> unfit("lane-empty")));
    }

    private Mono<Snapshot> build(Key key, BundleRevision revision) {
        Snapshot now = live.current();
        @Nullable Built last = built.getIfPresent(key);
        if (last != null && last.version() == revision.version() && last.from().equals(now)) {
            return Mono.just(last.lane());
        }
        BundleReading reading = reader.read(key.owner(), revision.format().file(key.owner()), revision.text());
        if (!(reading instanceof BundleReading.Sound sound)) {
            return unfit("lane-draft");
        }
        @Nullable
        URI upstream = key.upstream() != null ? key.upstream() : mock == null ? null : mock.upstream(key.owner());
        if (upstream == null) {
            return unfit("lane-no-mock");
        }
        Bundle tried = TriedBundle.of(sound.bundle(), upstream);
        Snapshot lane = compiler.compile(now, List.of(new BundleChange.Put(new BundleReading.Sound(tried))))
                .withRevision(now.revision());
        if (lane.quarantined().containsKey(key.owner())) {
            return unfit("lane-draft");
        }
        Mono<Void> learnt = key.upstream() != null || mock == null ? Mono.empty() : mock.learn(sound.bundle());
        return learnt.then(Mono.fromSupplier(() -> {
            built.put(key, new Built(revision.version(), now, lane));
            return lane;
        }));
    }

    private static <T> Mono<T> unfit(String why) {
        return Mono.error(new ProblemException(new RequestProblem.LaneUnfit(why)));
    }
}
