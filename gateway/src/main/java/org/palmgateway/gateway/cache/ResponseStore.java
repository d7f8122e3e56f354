package org.palmgateway.gateway.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.settings.CacheSettings;

/**
 * The stored responses, bounded by the octets that they take, keys and fields included.
 *
 * <p>An index finds all keys of a place, so that a change of it is forgotten without a scan. A key is put into the cache before it is put
 * into the index, and taken out of the index only while the cache does not hold it. Safe for any number of threads; never waits.
 */
final class ResponseStore {

    private final Cache<CacheKey, Held> responses;
    private final ConcurrentMap<CacheKey.Place, Set<CacheKey>> places = new ConcurrentHashMap<>();
    private final LongAdder evicted = new LongAdder();
    private final int maximumVariants;
    private final Clock clock;

    /** What is held, and until when in nanoseconds from its writing. */
    private record Held(Resource resource, Duration useful) {}

    ResponseStore(CacheSettings settings, Clock clock, Ticker ticker) {
        this.maximumVariants = settings.maximumVariants();
        this.clock = clock;
        this.responses = Caffeine.newBuilder()
                .maximumWeight(settings.maximumSize().toBytes())
                .weigher((CacheKey key, Held held) -> weight(key, held.resource()))
                .expireAfter(Expiry.writing((CacheKey key, Held held) -> held.useful()))
                .ticker(ticker)
                .executor(Runnable::run)
                .removalListener((@Nullable CacheKey key, @Nullable Held held, RemovalCause cause) -> {
                    if (key != null && cause != RemovalCause.REPLACED) {
                        if (cause == RemovalCause.SIZE) {
                            evicted.increment();
                        }
                        unlist(key);
                    }
                })
                .build();
    }

    private static int weight(CacheKey key, Resource resource) {
        return (int) Math.min(Integer.MAX_VALUE, key.octets() + resource.octets());
    }

    /** Finds the response for a request; null when there is none. */
    @Nullable
    StoredResponse find(Question question) {
        @Nullable Held held = responses.getIfPresent(question.key());
        return held == null ? null : held.resource().find(question::shown);
    }

    /** Returns the names of the fields that responses of a key were selected by; null when there is none. */
    @Nullable
    Set<String> selectingNames(CacheKey key) {
        @Nullable Held held = responses.getIfPresent(key);
        return held == null ? null : held.resource().selectingNames();
    }

    /** Stores a response. */
    void put(Question question, StoredResponse response) {
        CacheKey key = question.key();
        responses
                .asMap()
                .compute(
                        key,
                        (same, held) -> held(
                                question,
                                (held == null ? Resource.EMPTY : held.resource()).with(response, maximumVariants)));
        list(key);
    }

    private Held held(Question question, Resource resource) {
        Duration useful = Duration.ZERO;
        for (StoredResponse variant : resource.variants()) {
            Duration each = variant.usefulFor(question.policy(), clock.instant());
            useful = each.compareTo(useful) > 0 ? each : useful;
        }
        return new Held(resource, useful);
    }

    /** Puts a response in the place of what it was before; does nothing when that has gone meanwhile. */
    void replace(Question question, StoredResponse old, StoredResponse response) {
        responses
                .asMap()
                .computeIfPresent(
                        question.key(),
                        (key, held) -> held(question, held.resource().replacing(old, response)));
    }

    /** Forgets one response. */
    void remove(CacheKey key, StoredResponse response) {
        responses.asMap().computeIfPresent(key, (same, held) -> {
            Resource left = held.resource().without(response);
            return left.variants().isEmpty() ? null : new Held(left, held.useful());
        });
    }

    /** Forgets all of a place, and returns how many keys that were. */
    int forget(CacheKey.Place place) {
        Set<CacheKey> keys = places.getOrDefault(place, Set.of());
        keys.forEach(responses::invalidate);
        return keys.size();
    }

    /** Goes through all that is stored and forgets what is to be forgotten. Takes as long as there is much of it: not for event loops. */
    void scan(BiPredicate<CacheKey, Resource> forgotten) {
        for (Map.Entry<CacheKey, Held> entry : responses.asMap().entrySet()) {
            if (forgotten.test(entry.getKey(), entry.getValue().resource())) {
                responses.invalidate(entry.getKey());
            }
        }
    }

    private void list(CacheKey key) {
        places.compute(key.place(), (place, keys) -> {
            if (keys == null) {
                return Set.of(key);
            }
            if (keys.contains(key)) {
                return keys;
            }
            Set<CacheKey> more = new HashSet<>(keys);
            more.add(key);
            return more;
        });
        unlist(key);
    }

    private void unlist(CacheKey key) {
        if (responses.asMap().containsKey(key)) {
            return;
        }
        places.computeIfPresent(key.place(), (place, keys) -> {
            if (responses.asMap().containsKey(key) || !keys.contains(key)) {
                return keys;
            }
            Set<CacheKey> fewer = new HashSet<>(keys);
            fewer.remove(key);
            return fewer.isEmpty() ? null : fewer;
        });
    }

    /** Returns how many octets are taken. */
    long octets() {
        responses.cleanUp();
        return responses.policy().eviction().orElseThrow().weightedSize().orElse(0);
    }

    /** Returns how many octets may be taken. */
    long maximum() {
        return responses.policy().eviction().orElseThrow().getMaximum();
    }

    /** Returns how many keys there are. */
    long size() {
        return responses.estimatedSize();
    }

    /** Returns how many keys were forgotten for want of room. */
    long evicted() {
        return evicted.sum();
    }

    /** Returns how many places are listed. */
    int places() {
        return places.size();
    }
}
