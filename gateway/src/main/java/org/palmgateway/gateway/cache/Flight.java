package org.palmgateway.gateway.cache;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A call to a department that others may wait for, who then look into the cache. Safe for any number of threads. */
final class Flight {

    private final Name name;
    private final Sinks.One<Landing> landing = Sinks.one();
    private final Sinks.One<Boolean> end = Sinks.one();
    private volatile boolean invalidated;
    private volatile boolean left;
    private volatile @Nullable Landing landed;

    /**
     * What requests have in common that may wait for the same call.
     *
     * @param key what the answer is kept under
     * @param selection the fields that it may be selected by
     * @param forced whether the caller wants it validated whatever is stored
     */
    record Name(CacheKey key, Map<String, String> selection, boolean forced) implements Comparable<Name> {
        /** By what callers choose, as keys are. */
        @Override
        public int compareTo(Name other) {
            return key.compareTo(other.key);
        }
    }

    Flight(Name name) {
        this.name = name;
    }

    Name name() {
        return name;
    }

    /** Completes with how it ends for the one who began it. */
    Mono<Landing> landing() {
        return landing.asMono();
    }

    /** Completes when there is nothing more to wait for, with whether something has been stored. */
    Mono<Boolean> end() {
        return end.asMono();
    }

    void land(Landing how) {
        landed = how;
        landing.tryEmitValue(how);
        if (left) {
            giveUp(how);
        }
    }

    void fail(Throwable error) {
        landing.tryEmitError(error);
        // Whoever waits goes on by itself.
        end.tryEmitValue(false);
    }

    void ended(boolean stored) {
        end.tryEmitValue(stored);
    }

    /** Notes that the one who began it has gone, or that nobody ever waited for it to land. */
    void leave() {
        left = true;
        Landing how = landed;
        if (how != null) {
            giveUp(how);
        }
    }

    private static void giveUp(Landing how) {
        if (how instanceof Landing.Passing passing) {
            passing.fetched().body().giveUp();
        } else if (how instanceof Landing.Streaming streaming) {
            streaming.recording().leave();
        }
    }

    /** Forbids that what it brings is stored: it was asked for before something changed. */
    void invalidate() {
        invalidated = true;
    }

    boolean isInvalidated() {
        return invalidated;
    }
}
