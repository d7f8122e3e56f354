package org.palmgateway.gateway.cache;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The calls under way. There are as many as calls to departments, so they need no bound of their own. Safe for any number of threads. */
final class Flights {

    private final ConcurrentMap<Flight.Name, Flight> joinable = new ConcurrentHashMap<>();
    private final ConcurrentMap<CacheKey.Place, Set<Flight>> places = new ConcurrentHashMap<>();

    /** Begins a flight that others may wait for, or returns the one that is under way. */
    Flight join(Flight mine) {
        @Nullable Flight there = joinable.putIfAbsent(mine.name(), mine);
        if (there != null) {
            return there;
        }
        begin(mine);
        return mine;
    }

    /** Begins a flight that nobody waits for but the one who begins it. */
    void begin(Flight flight) {
        places.compute(flight.name().key().place(), (place, flights) -> {
            Set<Flight> more = flights == null ? new HashSet<>() : new HashSet<>(flights);
            more.add(flight);
            return more;
        });
    }

    /** Notes that a flight stores nothing any more. */
    void end(Flight flight) {
        joinable.remove(flight.name(), flight);
        places.computeIfPresent(flight.name().key().place(), (place, flights) -> {
            Set<Flight> fewer = new HashSet<>(flights);
            fewer.remove(flight);
            return fewer.isEmpty() ? null : fewer;
        });
    }

    /** Forbids the flights of a place to store what they bring, and lets nobody wait for them from now on. */
    void invalidate(CacheKey.Place place) {
        places.getOrDefault(place, Set.of()).forEach(this::invalidate);
    }

    /** Forbids it those whose key is meant; goes through all of them. */
    void invalidate(Predicate<CacheKey> meant) {
        for (Set<Flight> flights : places.values()) {
            for (Flight flight : flights) {
                if (meant.test(flight.name().key())) {
                    invalidate(flight);
                }
            }
        }
    }

    private void invalidate(Flight flight) {
        flight.invalidate();
        joinable.remove(flight.name(), flight);
    }

    /** Returns how many there are that others may wait for. */
    int size() {
        return joinable.size();
    }
}
