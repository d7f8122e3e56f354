package org.palmgateway.gateway.limit.shared;

import io.github.bucket4j.distributed.remote.MutableBucketEntry;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import io.github.bucket4j.distributed.remote.RemoteCommand;
import io.github.bucket4j.distributed.versioning.Versions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.palmgateway.gateway.limit.BucketKey;

/** A store in memory that fails as it is told to. For tests on one thread. */
final class MemoryStore implements BucketStore {

    enum Mood {
        ANSWERS,
        FAILS,
        HANGS
    }

    private final Clock clock;
    private final Map<BucketKey, byte[]> buckets = new HashMap<>();
    private final List<Runnable> hanging = new ArrayList<>();
    private Mood mood = Mood.ANSWERS;
    private int visits;
    private int startedOver;

    MemoryStore(Clock clock) {
        this.clock = clock;
    }

    void becomes(Mood next) {
        mood = next;
    }

    /** Answers everything that it has not answered. */
    void wakeUp() {
        mood = Mood.ANSWERS;
        List<Runnable> late = List.copyOf(hanging);
        hanging.clear();
        late.forEach(Runnable::run);
    }

    void losesItsData() {
        buckets.clear();
    }

    int visits() {
        return visits;
    }

    int startedOver() {
        return startedOver;
    }

    long left(BucketKey key) {
        RemoteBucketState bucket = new MutableBucketEntry(buckets.get(key)).get();
        bucket.refillAllBandwidth(ClockNanos.of(clock));
        return bucket.getAvailableTokens();
    }

    @Override
    public CompletionStage<Visited> visit(BucketKey key, Visit visit) {
        visits++;
        return execute(key, new VisitCommand(visit));
    }

    @Override
    public CompletionStage<?> fill(BucketKey key) {
        return execute(key, new FillCommand());
    }

    @Override
    public CompletionStage<?> probe() {
        return answer(() -> true);
    }

    @Override
    public void startOver() {
        startedOver++;
    }

    private <T> CompletionStage<T> execute(BucketKey key, RemoteCommand<T> command) {
        return answer(() -> {
            MutableBucketEntry entry = new MutableBucketEntry(buckets.get(key));
            T result = command.execute(entry, ClockNanos.of(clock)).getData();
            if (entry.isStateModified()) {
                buckets.put(key, entry.getStateBytes(Versions.getLatest()));
            }
            return result;
        });
    }

    private <T> CompletionStage<T> answer(Supplier<T> work) {
        return switch (mood) {
            case ANSWERS -> CompletableFuture.completedFuture(work.get());
            case FAILS -> CompletableFuture.failedFuture(new IllegalStateException("out of reach"));
            case HANGS -> {
                CompletableFuture<T> late = new CompletableFuture<>();
                hanging.add(() -> late.complete(work.get()));
                yield late;
            }
        };
    }
}
